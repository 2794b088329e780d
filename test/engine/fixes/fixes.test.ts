import { tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { assertClose } from '../../helpers/assertClose.js';
import { startScript } from '../../helpers/runScript.js';
import { probes } from './probes.js';

describe('fixes of gradients', () => {
  let stock: { values?: number[]; thrown?: string }[];

  before(async function () {
    this.timeout(60_000);
    const { code, stdout, stderr } = await startScript('test/engine/fixes/stockProbes.ts').finished;
    assert.equal(code, 0, stderr);
    stock = JSON.parse(stdout.trim().split('\n').at(-1)!) as typeof stock;
  });

  probes.forEach(({ name, run, want }, i) => {
    it(`${name}: right here, wrong in TensorFlow.js`, () => {
      assertClose(
        tidy(() => run().dataSync()),
        want,
        2e-6 * Math.max(...want.map(Math.abs), 1),
      );
      const { values, thrown } = stock[i];
      const wrong = thrown !== undefined || values!.some((value, k) => Math.abs(value - want[k]) > 1e-3);
      assert.isTrue(wrong, `stock TensorFlow.js gives the right ${JSON.stringify(values)}: the fix is not needed`);
    });
  });
});
