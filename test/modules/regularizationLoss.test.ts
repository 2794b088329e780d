import { tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Module } from '../../src/modules/Module.js';
import { Parameter } from '../../src/modules/Parameter.js';
import { regularizationLoss } from '../../src/modules/regularizationLoss.js';
import { L2 } from '../../src/regularizers/L2.js';
import { assertClose } from '../helpers/assertClose.js';

const parameter = (values: number[], regularizer?: L2): Parameter =>
  new Parameter(() => tensor(values), { regularizer });

class Leaf extends Module {
  readonly weight: Parameter;
  constructor(values: number[] = [1, 2], regularizer?: L2) {
    super({});
    this.weight = parameter(values, regularizer);
  }
}

describe('regularizationLoss', () => {
  it('sums over parameters that train and have a regularizer', () => {
    class Two extends Module {
      readonly a = new Leaf([1, 2], new L2({ l2: 1 }));
      readonly b = new Leaf([3], new L2({ l2: 2 }));
      readonly c = new Leaf([100]);
    }
    const module = new Two();
    const assertLoss = (want: number): void => {
      const loss = regularizationLoss(module);
      assert.deepEqual(loss.shape, []);
      assertClose(loss, [want], 1e-5);
      loss.dispose();
    };
    assertLoss(5 + 18);
    module.freeze('b.**');
    assertLoss(5);
    module.freeze();
    assertLoss(0);
    module.dispose();
  });
});
