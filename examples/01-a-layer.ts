/** A talking-heads attention layer by itself: self-attention, scores, masks, attention over an image's two axes. */
import { RandomKey, randomNormal, TalkingHeadsAttention } from 'talking-heads';

const key = RandomKey.fromSeed(1);

// A batch of 2 sequences of 5 vectors of size 16; 4 heads of size 8.
const attention = new TalkingHeadsAttention({ numHeads: 4, keyDim: 8, seed: 1 });
const sequence = randomNormal(key.fold('sequence'), [2, 5, 16]);
const [output, scores] = attention.call(sequence, { useCausalMask: true, returnAttentionScores: true });
console.log('output', output.shape, 'scores', scores.shape);
console.log(attention.summary());

// The first position sees only itself: mixed after the softmax, its weight need not be 1, but the others are exactly 0.
const [firstRow] = scores.arraySync() as number[][][][];
console.log(
  'head 0 of the first query:',
  firstRow[0][0].map((weight) => weight.toFixed(2)),
);

// Cross-attention from 5 queries to 7 values, of which the last two are padding.
const memory = randomNormal(key.fold('memory'), [2, 7, 16]);
const valueMask = [
  [true, true, true, true, true, false, false],
  [true, true, true, true, true, false, false],
];
console.log('cross', attention.call({ query: sequence, value: memory }, { valueMask }).shape);

// Every pixel of 4 × 6 attends to every other: two attention axes.
const overImage = new TalkingHeadsAttention({ numHeads: 2, keyDim: 4, attentionAxes: [1, 2], seed: 1 });
const image = randomNormal(key.fold('image'), [1, 4, 6, 3]);
const [, pixelScores] = overImage.call(image, { returnAttentionScores: true });
console.log('image scores [batch, heads, query rows, columns, key rows, columns]', pixelScores.shape);

const hidden = Math.max(...firstRow.flatMap(([weights]) => weights.slice(1)).map(Math.abs));
console.log(`figure: largest weight of a hidden position ${hidden}, to reach at most 0`);
process.exitCode = hidden <= 0 ? 0 : 1;
