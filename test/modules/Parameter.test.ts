import { memory, ones, tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Dense } from '../../src/layers/Dense.js';
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

  it('refuses to be read or changed once it is disposed, inside a layer as well', () => {
    const disposed = 'Parameter: value must not be read after dispose, got a disposed one';
    const parameter = new Parameter(() => zeros([2]));
    parameter.dispose();
    parameter.dispose();
    assert.throws(() => parameter.value, disposed);
    const layer = new Dense({ units: 2 });
    const x = ones([1, 2]);
    layer.call(x).dispose();
    layer.dispose();
    assert.throws(() => layer.call(x), disposed);
    assert.throws(() => layer.getWeights(), disposed);
    x.dispose();
  });
});
