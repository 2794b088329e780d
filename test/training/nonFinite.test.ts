import { add, dispose, log, memory, mul, scalar, sqrt, square, sum, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Module } from '../../src/modules/Module.js';
import { Parameter } from '../../src/modules/Parameter.js';
import { Adam } from '../../src/optimizers/Adam.js';
import { SGD } from '../../src/optimizers/SGD.js';
import { train } from '../../src/training/train.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { assertRejects, collect, label, Point, squared, steps } from './trained.js';

describe('train over what is not finite', () => {
  it('stops in the step whose loss or gradient is not finite, names the tensor and changes nothing', async () => {
    for (const [target, message] of [
      [NaN, 'train: loss must be finite, got NaN in step 2'],
      [Infinity, 'train: loss must be finite, got Infinity in step 2'],
    ] as const) {
      const model = new Point();
      const optimizer = new SGD({ learningRate: 0.5 });
      await assertRejects(collect(train(model, { data: [1, target, 3], loss: squared, optimizer })), message);
      assertClose(model.weight.value, [1], 0);
      assert.equal(optimizer.step, 1);
      model.dispose();
    }
    class Two extends Module {
      readonly fine = new Parameter(() => scalar(2));
      readonly bad = new Parameter(() => tensor([0, 1]));
    }
    const model = new Two();
    // The slope of the root at zero is infinite, the root is not.
    const loss = ({ fine, bad }: Two): Tensor => add(fine.value, sum(sqrt(bad.value)));
    await assertRejects(
      collect(train(model, { data: [0], loss, optimizer: new SGD() })),
      'train: gradient of bad must be finite, got Infinity in step 1',
    );
    assertClose(model.fine.value, [2], 0);
    assertSameBits(model.bad.value, [0, 1]);
    model.dispose();
  });

  it('names the number of the batch, or else the parameter, that something not finite comes from', async () => {
    const cases: [batch: unknown, weight: number, message: string][] = [
      [{ x: tensor([1, NaN]) }, 1, 'train: batch.x must be finite, got NaN in step 1'],
      [[{ x: Float32Array.of(1, -Infinity) }], 1, 'train: batch.0.x must be finite, got -Infinity in step 1'],
      [{ x: Int32Array.of(1) }, Infinity, 'train: parameter weight must be finite, got Infinity in step 1'],
    ];
    for (const [batch, weight, message] of cases) {
      const model = new Point(weight);
      const loss = ({ weight: { value } }: Point): Tensor => mul(value, batch === cases[2][0] ? 1 : NaN);
      await assertRejects(collect(train(model, { data: [batch], loss, optimizer: new SGD() })), message);
      model.dispose();
    }
    dispose((cases[0][0] as { x: Tensor }).x);
  });

  it('names the operation where that is asked for', async () => {
    const model = new Point(-1);
    const loss = ({ weight: { value } }: Point): Tensor => square(log(value));
    const before = memory().numTensors;
    await assertRejects(
      collect(train(model, { data: [0], loss, optimizer: new SGD(), debug: true })),
      'train: loss must be finite, got NaN in step 1; Log of [] gave NaN in []',
    );
    assert.equal(memory().numTensors, before);
    model.dispose();
  });

  it('leaves batches out that are not finite, to the bit as if they had not been there, and stops after ten', async () => {
    const weights: number[][] = [];
    for (const data of [
      [1, NaN, 3, NaN, NaN, 2],
      [1, 3, 2],
    ]) {
      const model = new Point();
      const optimizer = new Adam({ learningRate: 0.3 });
      const events = await collect(train(model, { data, loss: squared, optimizer, onNonFinite: 'skip' }));
      weights.push([...(await model.weight.value.data()), optimizer.step]);
      if (data.length === 6) {
        assert.deepEqual(events.map(label), 'step 1,skipped 2,step 2,skipped 3,skipped 3,step 3,done 3'.split(','));
        assert.deepEqual(
          steps(events).map(({ batches }) => batches),
          [1, 3, 6],
        );
        assert.deepEqual(events[4], {
          ...{ kind: 'skipped', step: 3, batches: 5 },
          reason: 'train: loss must be finite, got NaN in step 3; 2 batches in a row',
        });
      }
      model.dispose();
      optimizer.dispose();
    }
    assertSameBits(weights[0], weights[1]);

    const model = new Point();
    const data = [1, ...new Array<number>(9).fill(NaN), 2, ...new Array<number>(10).fill(NaN), 3];
    await assertRejects(
      collect(train(model, { data, loss: squared, optimizer: new SGD(), onNonFinite: 'skip' })),
      'train: loss must be finite, got NaN in step 3; 10 batches in a row',
    );
    model.dispose();
  });
});
