import { assert } from 'chai';
import { array, mapArray } from './array.js';
import { attentionTensors, mapAttentionInputs } from './AttentionInputs.js';

describe('float64/AttentionInputs', () => {
  const tensor = array([1, 1, 1, 1], [2]);
  const inputs = { query: tensor, key: tensor, value: tensor, bias: undefined, postSoftmaxWeight: array([1, 1], [3]) };

  it('names the tensors that are given', () => {
    assert.deepEqual(attentionTensors(inputs), ['query', 'key', 'value', 'postSoftmaxWeight']);
  });

  it('maps the tensors that are given, by name', () => {
    const mapped = mapAttentionInputs(inputs, (x, name) => mapArray(x, (value) => `${name} ${value}`));
    assert.deepEqual(Object.keys(mapped), ['query', 'key', 'value', 'postSoftmaxWeight']);
    assert.deepEqual(mapped.key.values, ['key 2']);
    assert.deepEqual(mapped.postSoftmaxWeight, array([1, 1], ['postSoftmaxWeight 3']));
  });
});
