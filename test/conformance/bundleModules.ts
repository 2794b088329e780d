import { build, type Metafile, type Plugin } from 'esbuild';
import { builtinModules } from 'node:module';
import { join, relative } from 'node:path';
import type { Pages } from '../browser/serve.js';
import { testFolder } from './suite.js';

const page = join(import.meta.dirname, 'page');

/** Test modules for a page. */
export interface Bundle {
  /** Scripts, by their paths on the server; a module's ends in `.js` where its file ends in `.ts`. */
  scripts: Pages;
  /** Modules that cannot run in a page, and the imports by which they reach what only Node has. */
  onlyNode: Map<string, string>;
}

/**
 * In a page, fixtures come from the server. What only Node has stays outside, where {@link chainToNode} finds it; what
 * packages do without it in a page is for them to say.
 */
const forPages: Plugin = {
  name: 'for-pages',
  setup: (bundle) => {
    bundle.onResolve({ filter: /\/fixtures\/readFixture\.js$/ }, () => ({ path: join(page, 'readFixture.ts') }));
    bundle.onResolve({ filter: /^[a-z]/ }, ({ path, importer }) => {
      if (importer.includes('node_modules')) return undefined;
      const name = path.replace(/^node:/, '');
      return builtinModules.includes(name) ? { path: `node:${name}`, external: true } : undefined;
    });
  },
};

/**
 * Bundles test modules, and the page's own, so that what they share is loaded once.
 *
 * @param modules Paths below a folder, `test/` unless told otherwise.
 */
export async function bundleModules(modules: readonly string[], folder = testFolder): Promise<Bundle> {
  const bundle = (entries: readonly string[]) =>
    build({
      entryPoints: [...entries.map((module) => join(folder, module)), join(page, 'runModule.ts')],
      outdir: folder,
      outbase: folder,
      bundle: true,
      splitting: true,
      write: false,
      metafile: true,
      absWorkingDir: folder,
      format: 'esm',
      target: 'es2022',
      platform: 'browser',
      // package.json tells bundlers which files of dist have effects, and says nothing of src.
      ignoreAnnotations: true,
      plugins: [forPages],
      logLevel: 'silent',
    });
  const { metafile } = await bundle(modules);
  const onlyNode = new Map<string, string>();
  for (const module of modules) {
    const chain = chainToNode(metafile, module);
    if (chain !== undefined) onlyNode.set(module, chain.join(' → '));
  }
  const { outputFiles } = await bundle(modules.filter((module) => !onlyNode.has(module)));
  const scripts = outputFiles.map(({ path, contents }): [string, Pages[string]] => {
    return [`/${relative(folder, path).replaceAll('\\', '/')}`, { type: 'text/javascript', content: contents }];
  });
  return { scripts: Object.fromEntries(scripts), onlyNode };
}

/** The shortest way from a module to what only Node has. What is imported when needed does not count. */
function chainToNode({ inputs }: Metafile, module: string): string[] | undefined {
  const seen = new Set([module]);
  const chains = [[module]];
  for (const chain of chains) {
    for (const { path, kind, external } of inputs[chain.at(-1)!]?.imports ?? []) {
      if (kind === 'dynamic-import' || seen.has(path)) continue;
      seen.add(path);
      if (external && path.startsWith('node:')) return [...chain.slice(1), path];
      chains.push([...chain, path]);
    }
  }
  return undefined;
}
