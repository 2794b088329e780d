import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { splitTokens } from '../../src/data/splitTokens.js';
import { consecutiveWindows } from '../../src/data/tokenWindows.js';
import { generate } from '../../src/models/generate.js';
import { languageModelLoss } from '../../src/models/languageModelLoss.js';
import { openTrained, type TrainedModel } from '../../src/runs/openTrained.js';
import { evaluate } from '../../src/training/evaluate.js';
import { startScript, type Finished } from '../helpers/runScript.js';

const command = (...args: string[]): Promise<Finished> => startScript('src/cli/main.ts', args).finished;

describe('talking-heads evaluate, generate and inspect', function () {
  this.timeout(240_000);
  let folder: string;
  let run: string;
  let book: string;
  let newest: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trained-'));
    run = join(folder, 'run');
    book = join(folder, 'book.txt');
    writeFileSync(book, 'Call me Ishmael. Some years ago, never mind how long precisely. '.repeat(40));
    const settings = {
      ...{ 'data.text': book, 'model.numLayers': 1, 'model.width': 8, 'model.contextLength': 8 },
      ...{ 'training.steps': 12, 'training.batchSize': 4, 'training.evaluateEvery': 5, 'training.learningRate': 0.05 },
      ...{ 'checkpoints.every': 4, 'sample.length': 10, 'optimizer.config.useEma': true },
    };
    const args = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
    const { code, stderr } = await command('train', '--run', run, ...args);
    assert.equal(code, 0, stderr);
    newest = join(run, 'checkpoints/step-00000012.safetensors');
  });

  after(() => rmSync(folder, { recursive: true }));

  /** Opens the run here, for what the command must come to. */
  async function opened<T>(body: (trained: TrainedModel) => Promise<T>): Promise<T> {
    const trained = await openTrained(run);
    try {
      return await body(trained);
    } finally {
      trained.model.dispose();
      trained.optimizer.dispose();
    }
  }

  it('evaluate measures held-out text, another text, one checkpoint by itself, or the averages of the weights', async () => {
    const losses = await opened(async ({ model, optimizer, tokenizer }) => {
      const all = tokenizer.encode(readFileSync(book, 'utf8'));
      const lossOf = (tokens: Int32Array): Promise<number> =>
        evaluate(model, consecutiveWindows({ tokens, batchSize: 64, length: 8 }), languageModelLoss);
      const { validation } = splitTokens(all);
      const averaged = await optimizer.withAverages(() => lossOf(validation));
      return { heldOut: await lossOf(validation), all: await lossOf(all), averaged };
    });
    const says = async (loss: number, ...args: string[]): Promise<void> => {
      const { code, stdout, stderr } = await command('evaluate', ...args);
      assert.equal(code, 0, stderr);
      const bits = (loss / Math.LN2).toFixed(4);
      assert.include(stdout, `\nloss        ${loss.toFixed(4)} nats a character, ${bits} bits\n`);
      assert.include(stdout, `\nperplexity  ${Math.exp(loss).toFixed(3)} a character\n`);
      assert.include(stdout, 'after step 12\n');
    };
    await says(losses.heldOut, run);
    await says(losses.all, newest, '--text', book);
    await says(losses.averaged, run, '--averages');
    assert.notEqual(losses.averaged.toFixed(4), losses.heldOut.toFixed(4));
  });

  it('generate writes what the library generates, and the same again', async () => {
    const expected = await opened(({ model, tokenizer }) => {
      const options = { length: 30, temperature: 0.9, topK: 5, topP: 0.8, seed: 4 };
      return Promise.resolve(generate(model, tokenizer, 'me ', options));
    });
    const args = ['--prompt', 'me ', '--length', '30', '--temperature', '0.9', '--top-k', '5', '--top-p', '0.8'];
    const { code, stdout, stderr } = await command('generate', run, ...args, '--seed', '4');
    assert.equal(code, 0, stderr);
    assert.equal(stdout, `${expected}\n`);
  });

  it('inspect shows tensors with their statistics, metadata, and how heads are mixed', async () => {
    const out = join(folder, 'pictures');
    const { code, stdout, stderr } = await command(
      'inspect',
      run,
      '--filter',
      'model.blocks.0.attention',
      '--out',
      out,
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^step: 12$/m);
    const [mean, count] = await opened(({ model }) => {
      const { values } = model.getWeights().find(({ name }) => name === 'blocks.0.attention.preSoftmaxWeight')!;
      return Promise.resolve([values.reduce((sum, value) => sum + value, 0) / values.length, values.length]);
    });
    assert.equal(count, 16);
    const row = stdout.split('\n').find((line) => line.startsWith('model.blocks.0.attention.preSoftmaxWeight '));
    assert.closeTo(Number(row?.split(/ {2,}/)[3]), mean, 1e-3 * Math.abs(mean));
    assert.match(stdout, /\nmodel\.blocks\.0\.attention, before the softmax\n( [ +-][\d·]){4}\n/);
    assert.deepEqual(readdirSync(out).sort(), ['mixing.png', 'mixing.svg']);

    const weights = await command('inspect', join(run, 'weights.safetensors'));
    assert.equal(weights.code, 0, weights.stderr);
    assert.match(weights.stdout, /^head\.bias +F32 +\[\d+\]/m);
  });

  const refused: [what: string, args: () => string[], code: number, message: RegExp][] = [
    ['a folder that is no run', () => ['evaluate', folder], 3, /run must be a folder with the config\.json of a run/],
    ['a run that is not there', () => ['inspect', join(folder, 'none')], 3, /got no folder/],
    ['a file that is no checkpoint', () => ['generate', book], 3, /./],
    ['weights alone, to measure', () => ['evaluate', join(run, 'weights.safetensors')], 3, /talking-heads checkpoint/],
    [
      'a number out of range',
      () => ['generate', run, '--top-k', '0'],
      2,
      /topK must be a whole number, at least 1, got 0/,
    ],
    ['a prompt in other letters', () => ['generate', run, '--prompt', '♞'], 2, /only known characters/],
    ['an unknown checkpoint', () => ['evaluate', run, '--checkpoint', 'first'], 2, /newest, best/],
    ['no run', () => ['resume'], 2, /missing required argument 'run'/],
  ];
  for (const [what, args, code, message] of refused) {
    it(`refuses ${what}`, async () => {
      const finished = await command(...args());
      assert.equal(finished.code, code, finished.stderr);
      assert.match(finished.stderr, message);
      assert.notMatch(finished.stderr, /\n\s+at /);
    });
  }

  it('refuses a checkpoint with a bit that is not as it was written, and resumes from the one before', async () => {
    const bytes = readFileSync(newest);
    const damaged = Uint8Array.from(bytes);
    damaged[damaged.length - 5] ^= 16;
    writeFileSync(newest, damaged);
    try {
      for (const name of ['evaluate', 'generate', 'inspect']) {
        const { code, stderr } = await command(name, newest);
        assert.equal(code, 3, stderr);
        assert.match(stderr, /sha256 must be that of the bytes/);
      }
      const { code, stderr } = await command('resume', run);
      assert.equal(code, 0, stderr);
      assert.match(stderr, /passed over .*step-00000012\.safetensors: .*sha256/);
      assert.deepEqual(readFileSync(newest).length, bytes.length);
      assert.equal((await command('evaluate', newest)).code, 0);
    } finally {
      writeFileSync(newest, bytes);
    }
  });
});
