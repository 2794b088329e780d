import { assert } from 'chai';
import { Transformer } from '../../src/models/Transformer.js';
import { Adam } from '../../src/optimizers/Adam.js';
import { train } from '../../src/training/train.js';
import { assertSameBits } from '../helpers/assertClose.js';
import { collect, failingAt, label, steps, tiny, tokens } from './trained.js';

describe('train from where it stopped', () => {
  for (const sampling of ['random', 'shuffled'] as const) {
    it(`goes on where it stopped, to the bit, with ${sampling} windows, dropout and batches that were left out`, async () => {
      // 19 windows: an epoch ends within a batch.
      const common = { data: tokens, batchSize: 3, steps: 12, seed: 4, sampling, onNonFinite: 'skip' as const };
      const make = (bad: number[]): { model: Transformer; optimizer: Adam } => ({
        model: failingAt(new Transformer({ ...tiny, dropout: 0.2 }), bad),
        optimizer: new Adam({ learningRate: 0.01, gradientAccumulationSteps: 2, useEma: true }),
      });
      const weightsOf = ({ model, optimizer }: ReturnType<typeof make>): number[] => {
        const all = [...model.getWeights(), ...optimizer.getState().tensors.values()];
        return all.flatMap(({ values }) => [...values]);
      };
      const whole = make([5, 11]);
      const events = await collect(train(whole.model, { ...common, optimizer: whole.optimizer }));
      assert.deepEqual(
        steps(events).map(({ batches }) => batches),
        [2, 4, 7, 9, 12, 14, 16, 18, 20, 22, 24, 26],
      );

      const stopped = make([5, 11]);
      let from = { step: 0, batches: 0 };
      for await (const event of train(stopped.model, { ...common, optimizer: stopped.optimizer })) {
        if (event.kind !== 'step') continue;
        from = { step: event.step, batches: event.batches };
        if (event.step === 4) break;
      }
      assert.equal(from.batches, 9);
      const resumed = make([2]);
      resumed.model.setWeights(stopped.model.getWeights());
      resumed.optimizer.setState(resumed.model, stopped.optimizer.getState());
      const rest = await collect(train(resumed.model, { ...common, optimizer: resumed.optimizer, from }));
      assert.deepEqual(steps(rest).map(({ step, loss }) => [step, loss]), steps(events).slice(4).map(({ step, loss }) => [step, loss])); // prettier-ignore
      assertSameBits(weightsOf(resumed), weightsOf(whole));
      const done = await collect(train(resumed.model, { ...common, optimizer: resumed.optimizer, from: { step: 12, batches: 26 } })); // prettier-ignore
      assert.deepEqual(done.map(label), ['done 12']);
      for (const { model, optimizer } of [whole, stopped, resumed]) {
        model.dispose();
        optimizer.dispose();
      }
    });
  }
});
