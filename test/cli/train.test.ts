import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
import { readRunConfig } from '../../src/runs/config/readRunConfig.js';
import { runConfigJsonSchema } from '../../src/runs/config/runConfigJsonSchema.js';
import type { RunConfig } from '../../src/runs/config/runConfigSchema.js';
import type { RunRecord } from '../../src/runs/RunRecord.js';
import { CharacterTokenizer } from '../../src/tokenizers/CharacterTokenizer.js';
import { evaluate } from '../../src/training/evaluate.js';
import { startScript } from '../helpers/runScript.js';

const sizes = {
  'training.steps': 4,
  'training.evaluateEvery': 2,
  'training.batchSize': 2,
  'model.contextLength': 8,
  'model.numLayers': 2,
  'model.width': 8,
};
const small = Object.entries(sizes).flatMap(([name, value]) => [`--${name}`, String(value)]);

describe('talking-heads train', function () {
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
    const args = ['--data.text', text, '--run', out, ...small, '--sample.length', '120'];
    const { code, stdout, stderr } = await startScript('src/cli/main.ts', ['train', ...args]).finished;
    assert.equal(code, 0, stderr);
    assert.match(stdout, /validation loss {2}\d\.\d{3} nats a character/);
    assert.match(stdout, /bigram table {5}\d\.\d{3} nats a character/);
    assert.match(stdout, /\nproducts by simd, (plain|fused) build/);
    assert.match(stderr, /4\/4 {2}100% {2}loss/);
    assert.match(stderr, /step 2: validation loss/);
    const files = ['checkpoints', 'config.json', 'metrics.jsonl', 'plots', 'samples.txt', 'weights.safetensors'];
    assert.deepEqual(readdirSync(out).sort(), files);
    assert.deepEqual(readdirSync(join(out, 'plots')).sort(), ['loss.png', 'loss.svg', 'mixing.png', 'mixing.svg']);
    const { config, record } = readStored(out);
    const again = readRunConfig(config);
    assert.deepEqual(again, config);
    assert.equal(again.data.text, text);
    assert.deepInclude(again.training, { steps: 4, evaluateEvery: 2, batchSize: 2, seed: 1 });
    assert.equal(record.text.characters, readFileSync(text, 'utf8').length);
    assert.equal(record.versions.node, process.versions.node);
    const { tensors } = decodeSafetensors(readFileSync(join(out, 'weights.safetensors')));
    assert.deepEqual(tensors.get('blocks.1.attention.preSoftmaxWeight')?.shape, [4, 4]);
    const samples = readFileSync(join(out, 'samples.txt'), 'utf8');
    const [, sample] = /^── after step 4 ──\n(Call me .{120})\n\n$/s.exec(samples) ?? assert.fail(samples);
    const { known, words } = knownWords(readFileSync(text, 'utf8'), 'Call me ', sample);
    assert.isAbove(words, 0);
    assert.include(
      stdout,
      `\n${known} of its ${words} words occur in the text (${Math.round((100 * known) / words)} %)\n`,
    );
    for (const picture of ['loss.png', 'mixing.png']) {
      assert.equal(
        readFileSync(join(out, 'plots', picture))
          .subarray(1, 4)
          .toString(),
        'PNG',
      );
    }
  });

  it('trains on the first nine tenths, and measures on the last', async () => {
    const uneven = `${'abcd'.repeat(450)}${'zabz'.repeat(50)}`;
    const book = join(folder, 'uneven.txt');
    writeFileSync(book, uneven);
    const out = join(folder, 'uneven');
    const args = [
      '--data.text',
      book,
      '--run',
      out,
      ...small,
      '--optimizer.config.weightDecay',
      '0',
      '--sample.prompt',
      'a',
      '--training.seed',
      '3',
    ];
    const { code, stdout, stderr } = await startScript('src/cli/main.ts', ['train', ...args]).finished;
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
      const args = [
        '--data.text',
        text,
        '--run',
        out,
        ...small,
        '--sample.length',
        '0',
        '--training.seed',
        seed,
        '--model.dropout',
        '0.1',
      ];
      const { code, stderr } = await startScript('src/cli/main.ts', ['train', ...args]).finished;
      assert.equal(code, 0, stderr);
      weights.push(readFileSync(join(out, 'weights.safetensors'), 'base64'));
    }
    assert.equal(weights[0], weights[1]);
    assert.notEqual(weights[0], weights[2]);
  });

  it('reads a text from standard input, and keeps it', async () => {
    const out = join(folder, 'standard-input');
    const args = ['train', '--data.text', '-', '--run', out, ...small, '--sample.length', '3'];
    const { process: child, finished } = startScript('src/cli/main.ts', args);
    child.stdin!.end(readFileSync(text));
    const { code, stderr } = await finished;
    assert.equal(code, 0, stderr);
    assert.deepEqual(readFileSync(join(out, 'text.txt')), readFileSync(text));
    const measured = await startScript('src/cli/main.ts', ['evaluate', out]).finished;
    assert.match(measured.stdout, /^loss {8}\d\.\d{4} nats a character, \d\.\d{4} bits$/m, measured.stderr);
  });

  it('takes a configuration, also that of another run, and what is said on top of it', async () => {
    const first = join(folder, 'first');
    const file = join(folder, 'run.json');
    const config = { data: { text }, training: { steps: 2, batchSize: 2 }, model: { width: 8, contextLength: 8 } };
    writeFileSync(file, JSON.stringify({ ...config, sample: { length: 3 } }));
    const begin = ['train', '--config', file, '--run', first, '--model.numLayers=1'];
    const { code, stderr } = await startScript('src/cli/main.ts', begin).finished;
    assert.equal(code, 0, stderr);
    assert.deepInclude(readStored(first).config, {
      model: { ...readStored(first).config.model, numLayers: 1, width: 8 },
    });
    const second = join(folder, 'second');
    const again = ['train', '--config', join(first, 'config.json'), '--run', second, '--training.seed', '1'];
    assert.equal((await startScript('src/cli/main.ts', again).finished).code, 0);
    const bytes = (run: string): string => readFileSync(join(run, 'weights.safetensors'), 'base64');
    assert.equal(bytes(second), bytes(first));
    assert.deepEqual(readStored(second).config, readStored(first).config);
  });

  const refused: [what: string, args: string[], message: RegExp][] = [
    [
      'a number that is none',
      ['--training.steps', 'many'],
      /training\.steps must be a whole number, at least 1, got 'many'/,
    ],
    [
      'an unknown value',
      ['--training.stepz', '1'],
      /training\.stepz.*did you mean '?training\.steps|got 'stepz'; did you mean 'steps'/,
    ],
    ['a value without its section', ['--steps', '1'], /--steps must be written with its section, as --training\.steps/],
    ['an unknown option', ['--rum', 'x'], /unknown option '--rum'/],
    ['an unknown kind of attention', ['--model.attention', 'shouting'], /talkingHeads, multiHead/],
    ['a width that heads do not divide', ['--model.width', '30'], /width must be a multiple of numHeads, 4, got 30/],
    [
      'an optimizer with an unknown option',
      ['--optimizer.config.beta3', '1'],
      /config: optimizer: AdamW: .*'beta3'; did you mean 'beta/,
    ],
    ['a BLAS that is not there', ['--backend.blas', 'libnowhere.so'], /a library with cblas_sgemm, got 'libnow/],
    ['a prompt in other letters', ['--sample.prompt', '♞'], /sample\.prompt must be of the text's characters, got "♞"/],
    ['a configuration that is none', ['--config', 'package.json'], /config: 'name'|got 'name'/],
  ];
  for (const [what, args, message] of refused) {
    it(`refuses ${what}, and leaves nothing behind`, async () => {
      const out = join(folder, 'refused');
      const all = ['train', '--data.text', text, '--run', out, ...args];
      const { code, stderr } = await startScript('src/cli/main.ts', all).finished;
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
      assert.notMatch(stderr, /\n\s+at /);
      assert.deepEqual(existsSync(out) ? readdirSync(out) : [], []);
    });
  }

  it('refuses a folder that holds something, and a text that is not there', async () => {
    const held = await startScript('src/cli/main.ts', ['train', '--data.text', text, '--run', folder]).finished;
    assert.equal(held.code, 3);
    assert.match(held.stderr, /--run must be a new or empty folder, got .* with .* in it; resume goes on/);
    const none = ['train', '--data.text', 'no-such-book.txt', '--run', join(folder, 'none'), '--verbose'];
    const { code, stderr } = await startScript('src/cli/main.ts', none).finished;
    assert.equal(code, 1);
    assert.match(stderr, /no-such-book\.txt/);
    // Asked to, it says where.
    assert.match(stderr, /\n\s+at /);
  });

  it('lists what can be set, and gives the schema of a configuration', async () => {
    const { code, stdout } = await startScript('src/cli/main.ts', ['train', '--help']).finished;
    assert.equal(code, 0);
    for (const key of ['--config', '--data.text', '--training.steps', '--model.attention', '--backend.blas']) {
      assert.include(stdout, key);
    }
    const schema = await startScript('src/cli/main.ts', ['train', '--schema']).finished;
    assert.deepEqual(JSON.parse(schema.stdout), JSON.parse(JSON.stringify(runConfigJsonSchema())));
  });
});

/** What `config.json` holds, in its two parts. */
function readStored(run: string): { config: RunConfig; record: RunRecord } {
  const stored = JSON.parse(readFileSync(join(run, 'config.json'), 'utf8')) as RunConfig & { record: RunRecord };
  const { record, ...config } = stored;
  return { config, record };
}
