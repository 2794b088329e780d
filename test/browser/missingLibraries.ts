import { spawnSync } from 'node:child_process';

/** Debian's package for each library that Chromium needs and a bare system lacks. */
const DEBIAN_PACKAGES: Record<string, string> = {
  'libexpat.so.1': 'libexpat1',
  'libnspr4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libplc4.so': 'libnspr4',
  'libplds4.so': 'libnspr4',
  'libsmime3.so': 'libnss3',
  'libssl3.so': 'libnss3',
};

/** What to tell a person when the loader does not find libraries, from what `ldd` prints; undefined when it finds all. */
export function missingLibraries(ldd: string): string | undefined {
  const missing = [...ldd.matchAll(/^\s*(\S+) => not found/gm)].map(([, library]) => library);
  if (missing.length === 0) return undefined;
  const known = missing.flatMap((library) => DEBIAN_PACKAGES[library] ?? []);
  const unknown = missing.filter((library) => !Object.hasOwn(DEBIAN_PACKAGES, library));
  const packages = [
    ...(known.length > 0 ? [[...new Set(known)].sort().join(' ')] : []),
    ...unknown.map((library) => `the package that holds ${library}`),
  ];
  return `Chromium lacks ${missing.join(', ')}: on Debian or Ubuntu, apt-get install ${packages.join(' and ')}`;
}

/** What `ldd` prints of a program; nothing where there is no `ldd`. */
export function listLibraries(program: string): string {
  return spawnSync('ldd', [program], { encoding: 'utf8' }).stdout ?? '';
}
