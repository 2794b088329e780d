import { slice, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { AlibiBias } from '../../src/layers/AlibiBias.js';
import { alibi } from '../float64/alibi.js';
import { array } from '../float64/array.js';
import { assertSameBits } from '../helpers/assertClose.js';
import { assertForward } from '../ops/assertForward.js';
import { assertConfig } from './assertConfig.js';

const EIGHT = [1, 2, 3, 4, 5, 6, 7, 8].map((i) => 1 / 2 ** i);

describe('AlibiBias', () => {
  it('of 8 heads has the slopes 1/2 to 1/256 of the paper', () => {
    const layer = new AlibiBias({ numHeads: 8 });
    tidy(() => {
      // Powers of two times small whole numbers: float32 holds all.
      assertSameBits(layer.call(3, 4), alibi(EIGHT, 3, 4));
      assertSameBits(layer.call(2, 4, { offset: 2 }), alibi(EIGHT, 2, 4, 2));
      assertSameBits(layer.call(2, 4, { offset: 2 }), slice(layer.call(4, 4), [0, 2, 0], [8, 2, 4]));
    });
    assert.equal(layer.parameters().size, 0);
  });

  it('of 12 heads has those of 8 and every second of 16', () => {
    const slopes = [...EIGHT, 2 ** -0.5, 2 ** -1.5, 2 ** -2.5, 2 ** -3.5];
    const want = array([12, 2, 5], alibi(slopes, 2, 5, 3));
    assertForward(() => new AlibiBias({ numHeads: 12 }).call(2, 5, { offset: 3 }), want, '12 heads');
  });

  it('makes an equal layer of its configuration', () => {
    assertConfig(AlibiBias, new AlibiBias({ numHeads: 12, name: 'near', seed: 1 }), { numHeads: 12 });
  });

  it('refuses numbers out of range', () => {
    const layer = new AlibiBias({ numHeads: 2 });
    const refusals: [() => unknown, string][] = [
      [() => new AlibiBias({ numHeads: 0 }), 'numHeads must be a whole number, above 0, got 0'],
      [() => layer.call(-1, 2), 'queryLength must be a whole number, at least 0, got -1'],
      [() => layer.call(2, 0.5), 'keyLength must be a whole number, at least 0, got 0.5'],
      [() => layer.call(2, 2, { offset: 0.5 }), 'offset must be a whole number, at least 0, got 0.5'],
    ];
    for (const [call, message] of refusals) assert.throws(call, `AlibiBias: ${message}`);
  });
});
