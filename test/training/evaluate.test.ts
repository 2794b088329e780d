import { mul, scalar, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import type { CallOptions } from '../../src/modules/CallOptions.js';
import { evaluate } from '../../src/training/evaluate.js';

async function assertRejects(promise: Promise<unknown>, message: string): Promise<void> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason as Error,
  );
  assert.equal(error?.message, message);
}

describe('evaluate', () => {
  const model = {};
  const loss = (_: object, batch: { value: number }): Tensor => tidy(() => mul(scalar(batch.value), 1));

  it('weighs batches by their rows', async () => {
    const batches = [
      { value: 1, shape: [3, 8] },
      { value: 5, shape: [1, 8] },
    ];
    assert.equal(await evaluate(model, batches, loss), 2);
  });

  it('weighs batches without a shape equally, and reads them in their own time', async () => {
    async function* batches(): AsyncGenerator<{ value: number }> {
      yield await Promise.resolve({ value: 1 });
      yield { value: 5 };
    }
    assert.equal(await evaluate(model, batches(), loss), 3);
  });

  it('refuses to measure nothing', async () => {
    await assertRejects(evaluate(model, [], loss), 'evaluate: batches must hold at least one batch, got none');
  });

  it('does not train', async () => {
    const seen: CallOptions[] = [];
    await evaluate(model, [1], (_, value: number, options) => (seen.push(options), scalar(value)));
    assert.deepEqual(seen, [{ training: false }]);
  });
});
