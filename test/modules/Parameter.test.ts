import { memory, tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Parameter } from '../../src/modules/Parameter.js';
import { assertSameBits } from '../helpers/assertClose.js';

describe('Parameter', () => {
  it('outlives a scope and frees what making it took', () => {
    const before = memory().numTensors;
    const made: Parameter[] = [];
    tidy(() => void made.push(new Parameter(() => (zeros([3]), tensor([1, 2])))));
    const [parameter] = made;
    assert.equal(memory().numTensors, before + 1);
    assertSameBits(parameter.value, [1, 2]);
    assert.isTrue(parameter.trainable);
    parameter.dispose();
  });

  it('copies what is assigned, in the same tensor object', () => {
    const parameter = new Parameter(() => zeros([2]));
    const { value } = parameter;
    const next = tensor([3, 4]);
    parameter.assign(next);
    next.dispose();
    assert.strictEqual(parameter.value, value);
    assertSameBits(parameter.value, [3, 4]);
    parameter.dispose();
  });

  it('refuses another shape', () => {
    const parameter = new Parameter(() => zeros([2]));
    const wrong = zeros([2, 1]);
    assert.throws(() => parameter.assign(wrong), 'Parameter: value must have shape [2], got [2, 1]');
    wrong.dispose();
    parameter.dispose();
  });
});
