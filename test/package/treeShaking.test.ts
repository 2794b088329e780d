import { assert } from 'chai';
import { build } from 'esbuild';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { installPackage } from './installPackage.js';
import { viteBuild } from './viteBuild.js';

/** Makes the program of a page: `.` trains, `layerOnly` makes a layer and nothing else. */
type Bundler = (page: '.' | 'layerOnly', minify: boolean) => Promise<string>;

const PROGRAMS = { '.': 'inPage.js', layerOnly: 'layerOnly/layerOnly.js' };

const bundlers: Record<string, Bundler> = {
  async esbuild(page, minify) {
    const entryPoints = [join(await installPackage(), PROGRAMS[page])];
    const { outputFiles } = await build({ entryPoints, bundle: true, format: 'esm', minify, write: false });
    return outputFiles[0].text;
  },
  async Vite(page, minify) {
    const { pages } = await viteBuild(join(await installPackage(), page), ...(minify ? [] : ['--minify', 'false']));
    const programs = Object.values(pages).filter(({ type }) => type === 'text/javascript');
    assert.lengthOf(programs, 1);
    return programs[0].content as string;
  },
};

/** What a layer stands on. */
const LAYER = [
  'backends',
  'config',
  'constraints',
  'engine',
  'initializers',
  'layers',
  'modules',
  'ops',
  'regularizers',
];
/** What training adds to it; weights and texts are read by functions that the page calls. */
const TRAINING = ['checkpoints', 'data', 'models', 'optimizers', 'schedules', 'tokenizers', 'training'];

/** Names of the same, as bundles keep them without minification. */
const ONLY_TRAINING = [/\bAdamW\b/, /\bupdateOnce\b/, /\bTransformer\b/, /\bCharacterTokenizer\b/];

/** Folders of ours with code in a bundle: without minification, a comment names each file. */
function foldersIn(program: string): string[] {
  const named = program.matchAll(/^\s*\/\/ \S*node_modules\/talking-heads\/dist\/(\w+)\/\S+\.js$/gm);
  return [...new Set([...named].map(([, folder]) => folder))].sort();
}

const kilobytes = (size: number): string => `${Math.round(size / 1000)} kB`;

describe('tree shaking', () => {
  for (const [name, bundle] of Object.entries(bundlers)) {
    it(`${name}: a page with one layer carries no optimizer, no training and no tokenizer`, async () => {
      const program = await bundle('layerOnly', false);
      assert.deepEqual(foldersIn(program), LAYER);
      assert.match(program, /\bTalkingHeadsAttention\b/);
      for (const pattern of ONLY_TRAINING) assert.notMatch(program, pattern);
    });

    it(`${name}: a page that trains carries them`, async () => {
      const program = await bundle('.', false);
      assert.deepEqual(foldersIn(program), [...LAYER, ...TRAINING].sort());
      for (const pattern of ONLY_TRAINING) assert.match(program, pattern);
    });

    it(`${name}: the page with one layer is smaller`, async () => {
      const [layer, training] = [await bundle('layerOnly', true), await bundle('.', true)];
      for (const [what, program] of Object.entries({ 'one layer': layer, training })) {
        const sizes = `${kilobytes(program.length)}, ${kilobytes(gzipSync(program).length)} compressed`;
        console.log(`      ${name}, ${what}: ${sizes}, of which most is TensorFlow.js`);
      }
      assert.isBelow(layer.length, training.length - 15_000);
    });
  }
});
