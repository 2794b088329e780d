import { tidy, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { SinusoidalPositionalEncoding } from '../../src/layers/SinusoidalPositionalEncoding.js';
import { mapArray } from '../float64/array.js';
import { Random } from '../float64/random.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { assertForward } from '../ops/assertForward.js';
import { ramp } from './attentionCalls.js';
import { assertConfig } from './assertConfig.js';

/** The formula of the paper, §3.5. */
function wave(position: number, feature: number, width: number): number {
  const angle = position / 10000 ** ((feature - (feature % 2)) / width);
  return feature % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
}

describe('SinusoidalPositionalEncoding', () => {
  it('adds the waves of the paper, also far away and of an odd width', () => {
    const layer = new SinusoidalPositionalEncoding();
    for (const [width, offset] of [
      [6, 0],
      [6, 1_000_000],
      [5, 3],
      [1, 2],
    ]) {
      const x = new Random(1).normals([2, 3, width]);
      const want = mapArray(x, (value, i) => {
        return value + wave(offset + (Math.floor(i / width) % 3), i % width, width);
      });
      assertForward(() => layer.call(toTensor(x), { offset }), want, `${width} features from ${offset}`);
    }
    tidy(() => assertClose(layer.call(zeros([1, 1, 4])), [0, 1, 0, 1], 0));
    assert.equal(layer.parameters().size, 0);
  });

  it('hands gradients on as they are', () => {
    tidy(() => {
      const [x, cotangent] = [ramp([2, 3, 4]), ramp([2, 3, 4], 1)];
      const layer = new SinusoidalPositionalEncoding();
      assertSameBits(gradientsByTensors(() => layer.call(x), [x], cotangent).gradients[0], cotangent);
    });
  });

  it('makes an equal layer of its configuration', () => {
    assertConfig(SinusoidalPositionalEncoding, new SinusoidalPositionalEncoding({ maxLength: 9 }), { maxLength: 9 });
    assertConfig(SinusoidalPositionalEncoding, new SinusoidalPositionalEncoding(), { maxLength: null });
  });

  it('refuses sizes and positions out of range', () => {
    const make = (maxLength: number): SinusoidalPositionalEncoding => new SinusoidalPositionalEncoding({ maxLength });
    tidy(() => {
      const refusals: [() => unknown, string][] = [
        [() => make(0), 'maxLength must be a whole number, above 0, got 0'],
        [() => make(2).call(ramp([1, 3, 2])), 'x and offset must stay within 2 positions, got 3 from offset 0'],
        [() => make(2).call(ramp([3, 2])), 'x must have shape [any, any, any], got [3, 2]'],
      ];
      for (const [call, message] of refusals) assert.throws(call, `SinusoidalPositionalEncoding: ${message}`);
    });
  });
});
