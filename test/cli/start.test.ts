import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { decodeSafetensors } from '../../src/checkpoints/safetensors.js';
import { loadWeights } from '../../src/checkpoints/weightsFile.js';
import { knownWords } from '../../src/data/knownWords.js';
import { splitTokens } from '../../src/data/splitTokens.js';
import { consecutiveWindows } from '../../src/data/tokenWindows.js';
import { languageModelLoss } from '../../src/models/languageModelLoss.js';
import { Transformer } from '../../src/models/Transformer.js';
import { CharacterTokenizer } from '../../src/tokenizers/CharacterTokenizer.js';
import { evaluate } from '../../src/training/evaluate.js';
import { startScript } from '../helpers/runScript.js';

const small = [
  '--steps',
  '4',
  '--evaluate-every',
  '2',
  '--batch-size',
  '2',
  '--context-length',
  '8',
  '--layers',
  '2',
  '--width',
  '8',
];

describe('npm start', function () {
  this.timeout(120_000);
  let folder: string;
  let text: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'start-'));
    text = join(folder, 'a-book.txt');
    writeFileSync(text, 'Call me Ishmael. Some years ago, never mind how long precisely. '.repeat(40));
  });

  after(() => rmSync(folder, { recursive: true }));

  it('trains on a text and writes weights, pictures and a sample', async () => {
    const out = join(folder, 'run');
    const args = ['--text', text, '--out', out, ...small, '--sample-length', '120'];
    const { code, stdout, stderr } = await startScript('src/cli/start.ts', args).finished;
    assert.equal(code, 0, stderr);
    assert.match(stdout, /validation loss {2}\d\.\d{3} nats a character/);
    assert.match(stdout, /bigram table {5}\d\.\d{3} nats a character/);
    assert.match(stdout, /\nproducts by simd, (plain|fused) build/);
    assert.match(stderr, /4\/4 {2}100% {2}loss/);
    assert.match(stderr, /step 2: validation loss/);
    const files = ['loss.png', 'loss.svg', 'mixing.png', 'mixing.svg', 'sample.txt', 'weights.safetensors'];
    assert.deepEqual(readdirSync(out).sort(), files);
    const { tensors } = decodeSafetensors(readFileSync(join(out, 'weights.safetensors')));
    assert.deepEqual(tensors.get('blocks.1.attention.preSoftmaxWeight')?.shape, [4, 4]);
    const sample = readFileSync(join(out, 'sample.txt'), 'utf8');
    assert.match(sample, /^Call me .{120}\n$/s);
    const { known, words } = knownWords(readFileSync(text, 'utf8'), 'Call me ', sample);
    assert.isAbove(words, 0);
    assert.include(
      stdout,
      `\n${known} of its ${words} words occur in the text (${Math.round((100 * known) / words)} %)\n`,
    );
    for (const picture of ['loss.png', 'mixing.png']) {
      assert.equal(readFileSync(join(out, picture)).subarray(1, 4).toString(), 'PNG');
    }
  });

  it('trains on the first nine tenths, and measures on the last', async () => {
    const uneven = `${'abcd'.repeat(450)}${'zabz'.repeat(50)}`;
    const book = join(folder, 'uneven.txt');
    writeFileSync(book, uneven);
    const out = join(folder, 'uneven');
    const args = ['--text', book, '--out', out, ...small, '--weight-decay', '0', '--prompt', 'a', '--seed', '3'];
    const { code, stdout, stderr } = await startScript('src/cli/start.ts', args).finished;
    assert.equal(code, 0, stderr);

    const tokenizer = CharacterTokenizer.fromText(uneven);
    const sizes = { vocabularySize: tokenizer.size, contextLength: 8, numLayers: 2, width: 8, numHeads: 4 };
    const model = new Transformer({ ...sizes, seed: 3 });
    const vectors = (): unknown[] => model.tokenEmbedding.embeddings.value.arraySync() as unknown[];
    const [a, z] = tokenizer.encode('az');
    const before = vectors();
    await loadWeights(model, join(out, 'weights.safetensors'));
    // z stands in the last tenth alone: no gradient has reached its vector.
    assert.deepEqual(vectors()[z], before[z]);
    assert.notDeepEqual(vectors()[a], before[a]);

    const { validation } = splitTokens(tokenizer.encode(uneven));
    const measure = async (batchSize: number): Promise<string> => {
      const windows = consecutiveWindows({ tokens: validation, batchSize, length: 8 });
      return (await evaluate(model, windows, languageModelLoss)).toFixed(3);
    };
    assert.include(stdout, `validation loss  ${await measure(64)} nats`);
    assert.include(stderr, `step 4: validation loss ${await measure(2)}`);
    model.dispose();
  });

  it('gives the same weights twice, and others for another seed', async () => {
    const weights: string[] = [];
    for (const [run, seed] of ['5', '5', '6'].entries()) {
      const out = join(folder, `seed-${run}`);
      const args = ['--text', text, '--out', out, ...small, '--sample-length', '0', '--seed', seed, '--dropout', '0.1'];
      const { code, stderr } = await startScript('src/cli/start.ts', args).finished;
      assert.equal(code, 0, stderr);
      weights.push(readFileSync(join(out, 'weights.safetensors'), 'base64'));
    }
    assert.equal(weights[0], weights[1]);
    assert.notEqual(weights[0], weights[2]);
  });

  it('finishes the step on Ctrl-C and writes what it has', async () => {
    const out = join(folder, 'interrupted');
    const args = ['--text', text, '--out', out, ...small, '--steps', '100000', '--sample-length', '0'];
    const { process: child, finished } = startScript('src/cli/start.ts', args);
    child.stderr?.once('data', () => child.kill('SIGINT'));
    const limit = setTimeout(() => child.kill('SIGKILL'), 60_000);
    const { code, stderr } = await finished;
    clearTimeout(limit);
    assert.equal(code, 0, stderr);
    assert.include(readdirSync(out), 'weights.safetensors');
  });

  const refused: [string, string[], RegExp][] = [
    ['a number that is none', ['--steps', 'many'], /--steps.*'many'.*whole number, at least 1/],
    ['an unknown option', ['--stepz', '1'], /unknown option '--stepz'.*\n.*--steps/],
    ['an unknown kind of attention', ['--attention', 'shouting'], /talking-heads, multi-head/],
    ['a width that heads do not divide', ['--width', '30'], /--width must be a multiple of --heads, 4, got 30/],
    ['a text that is not there', ['--text', 'no-such-book.txt'], /no-such-book\.txt/],
    [
      'a BLAS that is not there',
      ['--blas', 'libnowhere.so'],
      /blas must be .* a library with cblas_sgemm, got 'libnow/,
    ],
    ['a prompt in other letters', ['--prompt', '♞'], /CharacterTokenizer\.encode.*♞/],
  ];
  for (const [what, args, message] of refused) {
    it(`refuses ${what}`, async () => {
      const { code, stderr } = await startScript('src/cli/start.ts', ['--text', text, ...args]).finished;
      assert.notEqual(code, 0);
      assert.match(stderr, message);
      assert.notMatch(stderr, /\n\s+at /);
    });
  }

  it('refuses a folder that holds something', async () => {
    const { code, stderr } = await startScript('src/cli/start.ts', ['--text', text, '--out', folder, ...small])
      .finished;
    assert.notEqual(code, 0);
    assert.match(stderr, /--out must be a new or empty folder/);
  });

  it('lists what can be set', async () => {
    const { code, stdout } = await startScript('src/cli/start.ts', ['--help']).finished;
    assert.equal(code, 0);
    for (const option of ['--text', '--steps', '--attention', '--seed', '--blas']) assert.include(stdout, option);
  });
});
