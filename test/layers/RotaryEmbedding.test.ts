import { tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RotaryEmbedding } from '../../src/layers/RotaryEmbedding.js';
import { Random } from '../float64/random.js';
import { rotary } from '../float64/rotary.js';
import { numbers } from '../float64/scalar.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertForward } from '../ops/assertForward.js';
import { assertConfig } from './assertConfig.js';

describe('RotaryEmbedding', () => {
  it('turns by positions that count from the offset', () => {
    const x = new Random(1).normals([2, 3, 2, 4]);
    const layer = new RotaryEmbedding();
    assertForward(() => layer.call(toTensor(x)), rotary(numbers, x, [0, 1, 2]), 'from 0');
    assertForward(() => layer.call(toTensor(x), { offset: 7 }), rotary(numbers, x, [7, 8, 9]), 'from 7');
    const other = new RotaryEmbedding({ base: 100, maxLength: 10 });
    assertForward(() => other.call(toTensor(x), { offset: 7 }), rotary(numbers, x, [7, 8, 9], 100), 'base 100');
    assert.equal(layer.parameters().size, 0);
  });

  it('makes an equal layer of its configuration', () => {
    assertConfig(RotaryEmbedding, new RotaryEmbedding(), { base: 10000, maxLength: null });
    const layer = new RotaryEmbedding({ base: 500, maxLength: 64, name: 'turn', trainable: false, seed: 3 });
    assertConfig(RotaryEmbedding, layer, { base: 500, maxLength: 64 });
  });

  it('refuses options and positions out of range', () => {
    tidy(() => {
      const x = toTensor(new Random(1).normals([1, 3, 1, 2]));
      const refusals: [() => unknown, string][] = [
        [() => new RotaryEmbedding({ base: 0 }), 'base must be a finite number, at least 1, got 0'],
        [() => new RotaryEmbedding({ maxLength: 1.5 }), 'maxLength must be a whole number, above 0, got 1.5'],
        [
          () => new RotaryEmbedding({ maxLength: 4 }).call(x, { offset: 2 }),
          'x and offset must stay within 4 positions, got 3 from offset 2',
        ],
        [() => new RotaryEmbedding().call(x, { offset: -1 }), 'offset must be a whole number, at least 0, got -1'],
      ];
      for (const [call, message] of refusals) assert.throws(call, `RotaryEmbedding: ${message}`);
    });
  });
});
