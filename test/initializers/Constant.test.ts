import { tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Constant } from '../../src/initializers/Constant.js';
import { assertTensorsClose } from '../helpers/assertClose.js';

describe('Constant', () => {
  it('fills with its value, 0 by default', () => {
    for (const [initializer, value] of [
      [new Constant({ value: -2.5 }), -2.5],
      [new Constant(), 0],
    ] as const) {
      const got = initializer.initialize([2, 2]);
      const want = tensor([value, value, value, value], [2, 2]);
      assertTensorsClose(got, want, 0);
      got.dispose();
      want.dispose();
    }
  });

  it('refuses a value that is not finite', () => {
    assert.throws(() => new Constant({ value: NaN }), 'Constant: value must be a finite number, got NaN');
  });
});
