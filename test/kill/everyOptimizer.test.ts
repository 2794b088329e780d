import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { randomInteger } from '../../src/engine/random/draw.js';
import { optimizers } from '../../src/optimizers/index.js';
import { SmallRun, type PartOfConfig } from '../runs/SmallRun.js';

/** At how many random steps each run is stopped: `npm run test:kill` sets it; `npm test` has less patience. */
const resumes = Number(process.env.RESUMES ?? 3);
const steps = 24;

describe('a run that goes on', function () {
  this.timeout(1_200_000);

  for (const className of optimizers.names) {
    it(`with ${className} from ${resumes} random steps has the bits of one that was not stopped`, async () => {
      const config: PartOfConfig = {
        data: { sampling: 'shuffled' },
        optimizer: { className, config: { useEma: true, gradientAccumulationSteps: 2 } },
        training: { steps, evaluateEvery: 10, warmupSteps: 4 },
        checkpoints: { every: 7 },
        sample: { length: 0 },
      };
      const key = RandomKey.fromSeed(8).fold(className);
      const whole = new SmallRun(config);
      const { weights } = await whole.train();
      whole.remove();
      const stops = Array.from({ length: resumes }, (_, i) => 1 + randomInteger(key, i, steps - 1));
      for (const stop of stops) {
        const run = new SmallRun(config);
        const stopped = await run.train(stop);
        assert.notEqual(stopped.weights, weights);
        assert.equal((await run.train()).weights, weights, `stopped after step ${stop}`);
        run.remove();
      }
    });
  }
});
