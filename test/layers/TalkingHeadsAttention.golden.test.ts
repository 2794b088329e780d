import { assert } from 'chai';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { assertGoldenBound, attentionGoldens, goldenGradients, runGolden } from './goldenAttention.js';
import { IMPLEMENTATIONS } from '../helpers/attentionImplementations.js';

describe('TalkingHeadsAttention against the original', () => {
  it('has all 38 cases, two of them with queries that have nothing to attend', () => {
    assert.lengthOf(attentionGoldens, 38);
    assert.lengthOf(
      attentionGoldens.filter((golden) => golden.additive_mask_only),
      2,
    );
  });

  for (const golden of attentionGoldens) {
    for (const implementation of ['auto', ...IMPLEMENTATIONS] as const) {
      it(`${golden.name}, ${implementation}`, () => {
        const run = runGolden(golden, implementation, !golden.additive_mask_only);
        assert.deepEqual(
          run.names,
          golden.weights.map(({ name }) => name),
        );
        assertGoldenBound(golden, run.output, golden.output.values, 'output');
        assertGoldenBound(golden, run.scores, golden.scores.values, 'scores');
        assertGoldenBound(golden, [run.loss], [golden.loss], 'loss');
        assert.lengthOf(run.regularizationLosses, golden.regularization_losses.length);
        assertGoldenBound(golden, run.regularizationLosses, golden.regularization_losses, 'regularization losses');
        const want = goldenGradients(golden);
        assert.deepEqual([...run.gradients.keys()], [...want.keys()]);
        for (const [name, values] of want) {
          assertGoldenBound(golden, run.gradients.get(name)!, values, `gradient of ${name}`);
        }
      });
    }
  }

  for (const golden of attentionGoldens.filter(({ additive_mask_only }) => additive_mask_only)) {
    for (const implementation of ['auto', ...IMPLEMENTATIONS] as const) {
      it(`${golden.name}, robust, ${implementation}: rows with nothing to attend are zeros`, () => {
        const run = runGolden(golden, implementation, true);
        const [batch, numHeads, numQueries, numKeys] = golden.scores.shape;
        const width = golden.output.shape.at(-1)!;
        const bias = Float32Array.from(golden.weights.at(-1)!.values);
        let empty = 0;
        for (let b = 0; b < batch; b++) {
          for (let q = 0; q < numQueries; q++) {
            const row = (values: ArrayLike<number>): number[] =>
              Array.from(values).slice((b * numQueries + q) * width, (b * numQueries + q + 1) * width);
            const scores = (values: ArrayLike<number>): number[] =>
              Array.from({ length: numHeads }, (_, h) => {
                const begin = ((b * numHeads + h) * numQueries + q) * numKeys;
                return Array.from(values).slice(begin, begin + numKeys);
              }).flat();
            if (showsNothing(golden, b, q)) {
              empty++;
              assertSameBits(row(run.output), bias, 'output of an empty row');
              assert.isTrue(scores(run.scores).every((score) => score === 0));
            } else {
              assertGoldenBound(golden, row(run.output), row(golden.output.values), 'output');
              assertGoldenBound(golden, scores(run.scores), scores(golden.scores.values), 'scores');
            }
          }
        }
        assert.isAbove(empty, 0);
        assert.isBelow(empty, batch * numQueries);
        for (const [name, values] of run.gradients) assert.isTrue(values.every(Number.isFinite), name);
        assertClose([...run.output, ...run.scores].filter(Number.isNaN), [], 0);
      });
    }
  }
});

/** Whether a case's masks leave a query without keys. */
function showsNothing(golden: (typeof attentionGoldens)[0], b: number, q: number): boolean {
  const { input_masks, attention_mask, scores } = golden;
  const numKeys = scores.shape[3];
  if (input_masks.query !== undefined && !input_masks.query.values[b * scores.shape[2] + q]) return true;
  const shown = (k: number): boolean =>
    (input_masks.value === undefined || !!input_masks.value.values[b * numKeys + k]) &&
    (attention_mask === null || !!attention_mask.values[(b * scores.shape[2] + q) * numKeys + k]);
  return !Array.from({ length: numKeys }, (_, k) => k).some(shown);
}
