import { assert } from 'chai';
import { Random } from '../float64/random.js';
import { attentionModel, MISTAKES } from './onnx/attentionModel.js';
import { Comparison, largestDifference } from './onnx/Comparison.js';
import { feedsOf, judgedAttention, ourAttention, type JudgedAttention } from './onnx/judgedAttention.js';
import { runOnnx } from './onnx/runOnnx.js';
import { mapArray } from '../float64/array.js';
import { IMPLEMENTATIONS } from '../helpers/attentionImplementations.js';

/**
 * For queries, keys, values and mixed logits of about unit variance.
 *
 * Both sides compute in float32, summing in orders of their own. A logit L is off by some units of its last place,
 * 2⁻²⁴ · |L|, and the exponential makes of that the relative error of its weight. So scores err by about 2⁻²⁴ · max|L|
 * times the sum of a head's mixing weights, and the output by that times max|value|: in proportion to logits, mixing
 * weights and values.
 */
const TOLERANCE = 5e-6;

describe('ONNX Runtime on attention', () => {
  const comparisons = new Map<string, Comparison>();

  const compare = async (given: JudgedAttention, tolerance = TOLERANCE): Promise<void> => {
    const theirs = await runOnnx(attentionModel(given.form), feedsOf(given));
    for (const implementation of IMPLEMENTATIONS) {
      const op = given.form.mixes ? 'talkingHeadsAttention' : 'dotProductAttention';
      const name = `${op} ${implementation}, tolerance ${tolerance}`;
      const comparison = comparisons.get(name) ?? new Comparison(name, tolerance);
      comparisons.set(name, comparison);
      const ours = ourAttention(given, implementation);
      comparison.check(given.title, [
        { name: 'scores', ours: ours.scores, theirs: theirs.scores },
        { name: 'output', ours: ours.output, theirs: theirs.output },
        { name: 'output without scores', ours: ours.outputAlone, theirs: theirs.output },
      ]);
    }
  };

  after(() => console.log(`\nagainst ONNX Runtime:\n${[...comparisons.values()].join('\n')}\n`));

  it('agrees on output and scores', async () => {
    const seen = new Map<string, number>();
    for (let seed = 0; seed < 400; seed++) {
      const given = judgedAttention(new Random(seed), seed);
      await compare(given);
      for (const feature of featuresOf(given)) seen.set(feature, (seen.get(feature) ?? 0) + 1);
    }
    for (const feature of FEATURES) assert.isAtLeast(seen.get(feature) ?? 0, 15, feature);
  });

  it('agrees in proportion when logits and values are large', async () => {
    for (let seed = 1000; seed < 1060; seed++) {
      const given = judgedAttention(new Random(seed), seed);
      const { query, value } = given.inputs;
      const inputs = { ...given.inputs, query: mapArray(query, (x) => 4 * x), value: mapArray(value, (x) => 64 * x) };
      await compare({ ...given, inputs }, TOLERANCE * 4 * 64);
    }
  });

  for (const mistake of MISTAKES) {
    it(`catches: ${mistake}`, async () => {
      let caught = 0;
      for (let seed = 0; seed < 60; seed++) {
        const given = judgedAttention(new Random(seed), seed);
        const wrong = await runOnnx(attentionModel(given.form, mistake), feedsOf(given));
        const ours = ourAttention(given, 'reference');
        const off = Math.max(
          largestDifference(ours.scores, wrong.scores),
          largestDifference(ours.output, wrong.output),
        );
        if (off > 100 * TOLERANCE) caught++;
      }
      // Not in all: a call without mixing has no mix to transpose.
      assert.isAtLeast(caught, 5);
    });
  }
});

const FEATURES = [
  ...['mixes', 'no mix', 'bias', 'causal', 'dropout', 'own scale', 'robust', 'additive', 'empty row', 'long rows'],
  ...['bool mask', 'float mask', 'mask of rank 2', 'mask of rank 3', 'mask of rank 4', 'no mask'],
  ...['empty row, robust, causal', 'empty row, additive, causal'],
];

function featuresOf({ form, mask, scale, inputs }: JudgedAttention): string[] {
  const rowLength = mask?.shape.at(-1) ?? 1;
  const shows = mask === undefined ? [] : mask.values.map((value) => Number(value) > 0.5);
  const isEmpty = shows.some((_, at) => at % rowLength === 0 && !shows.slice(at, at + rowLength).includes(true));
  const features: Record<string, boolean> = {
    [form.mixes ? 'mixes' : 'no mix']: true,
    [form.masking]: true,
    [mask === undefined ? 'no mask' : `mask of rank ${mask.shape.length}`]: true,
    [`${form.mask?.type} mask`]: mask !== undefined,
    bias: form.bias,
    causal: form.causal,
    dropout: form.dropout,
    'own scale': scale !== undefined,
    'long rows': inputs.key.shape[1] === 40,
    'empty row': isEmpty,
    [`empty row, ${form.masking}, causal`]: isEmpty && form.causal,
  };
  return Object.keys(features).filter((name) => features[name]);
}
