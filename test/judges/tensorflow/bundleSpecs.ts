import { build, type OutputFile, type Plugin } from 'esbuild';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where the compiled specs of TensorFlow.js core lie, beside what they test. */
export const specFolder = join(
  dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-core/package.json')),
  'dist',
);

/** The names that a spec expects jasmine to have put into the global scope. */
const GLOBALS = ['describe', 'it', 'expect', 'beforeEach', 'beforeAll', 'jasmine'] as const;

/**
 * A spec file as a function: what it imports comes through `require`, by path in the package's `dist` folder without
 * `.js`, and what it takes for globals are arguments. So nothing global has to change for it, and no part of
 * TensorFlow.js is loaded a second time.
 */
export type SpecProgram = (
  require: (path: string) => unknown,
  globals: Record<(typeof GLOBALS)[number], unknown>,
) => void;

/** Keeps specs, and the folder of the methods of Tensor; everything else is asked of `require`. */
const onlySpecs: Plugin = {
  name: 'only-specs',
  setup: (bundle) => {
    bundle.onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const name = relative(specFolder, join(resolveDir, path));
      const kept = name.endsWith('_test') || name.startsWith('public/chained_ops/');
      return kept ? { path: join(specFolder, `${name}.js`) } : { path: name, external: true };
    });
  },
};

/**
 * @param names Paths in {@link specFolder} without `.js`.
 * @returns The program of each name.
 */
export async function bundleSpecs(names: string[]): Promise<Map<string, SpecProgram>> {
  const { outputFiles } = await build({
    entryPoints: names.map((name) => join(specFolder, `${name}.js`)),
    outdir: specFolder,
    outbase: specFolder,
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'neutral',
    banner: { js: `export default function (require, { ${GLOBALS.join(', ')} }) { const module = {};` },
    footer: { js: '}' },
    plugins: [onlySpecs],
  });
  // Node loads modules from files.
  const folder = await mkdtemp(join(tmpdir(), 'tensorflow-specs-'));
  const load = async ({ path, text }: OutputFile): Promise<[string, SpecProgram]> => {
    const name = relative(specFolder, path).replace(/\.js$/, '');
    const file = join(folder, `${name.replaceAll('/', '-')}.mjs`);
    await writeFile(file, text);
    const module = (await import(pathToFileURL(file).href)) as { default: SpecProgram };
    return [name, module.default];
  };
  try {
    return new Map(await Promise.all(outputFiles.map(load)));
  } finally {
    await rm(folder, { recursive: true });
  }
}
