import { tensor, tidy, variable } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { checkTensor, checkTensors, formatTensor } from '../../src/engine/checkTensor.js';

describe('checkTensor', () => {
  it('takes a tensor and a variable of the type', () => {
    tidy(() => {
      checkTensor('gelu', 'x', tensor([1]), 'float32');
      checkTensor('gelu', 'x', tensor([1], [1], 'int32'));
      const moved = variable(tensor([1]));
      checkTensor('gelu', 'x', moved, 'float32');
      moved.dispose();
    });
  });

  it('says what came', () => {
    tidy(() => {
      const fails = (value: unknown, dtype: 'float32' | 'int32' | undefined, message: string): void => {
        assert.throws(() => checkTensor('gelu', 'x', value, dtype), Error, `gelu: x must be ${message}`);
      };
      fails(5, 'float32', 'a float32 tensor, got 5');
      fails([1], undefined, 'a tensor, got [1]');
      fails(undefined, 'int32', 'an int32 tensor, got undefined');
      fails(tensor([1], [1], 'int32'), 'float32', 'a float32 tensor, got an int32 tensor');
      fails(tensor([true]), 'int32', 'an int32 tensor, got a bool tensor');
      const gone = tensor([1]);
      gone.dispose();
      fails(gone, 'float32', 'a tensor that is not disposed, got a disposed tensor');
      fails(gone, undefined, 'a tensor that is not disposed, got a disposed tensor');
    });
  });
});

describe('checkTensors', () => {
  it('names the place in a list, or the list', () => {
    tidy(() => {
      const x = tensor([1]);
      checkTensors('recompute', 'inputs', [x, x]);
      checkTensors('recompute', 'inputs', []);
      const second = 'recompute: inputs[1] must be a tensor, got 5';
      assert.throws(() => checkTensors('recompute', 'inputs', [x, 5]), Error, second);
      const none = 'recompute: inputs must be a list of tensors, got a float32 tensor';
      assert.throws(() => checkTensors('recompute', 'inputs', x as unknown as []), Error, none);
    });
  });
});

describe('formatTensor', () => {
  it('shows tensors by type, and all else as it is', () => {
    tidy(() => {
      assert.equal(formatTensor(tensor([1], [1], 'int32')), 'an int32 tensor');
      assert.equal(formatTensor(tensor([1])), 'a float32 tensor');
      assert.equal(formatTensor('text'), "'text'");
    });
  });
});
