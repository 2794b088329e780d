import { tidy } from '@tensorflow/tfjs-core';
import { array, filled, indexAt, mapArray, type NdArray } from '../../float64/array.js';
import { Random } from '../../float64/random.js';
import { toBool } from '../../gradients/toTensor.js';
import { assertClose, assertSameBits } from '../../helpers/assertClose.js';
import { attentionArrays, outputAndGradients, type AttentionArrays } from './attentionSetup.js';
import { IMPLEMENTATIONS } from '../../helpers/attentionImplementations.js';

/** What must change nothing where it is hidden from every query. */
const POISONS = [NaN, Infinity, -Infinity, 3e38];

const sizes = { b: 2, q: 4, k: 5, h: 3, d: 2, v: 2 };

/** The array with everything at a position of its batch replaced. */
function poisoned(x: NdArray, batch: number, position: number, value: number): NdArray {
  return mapArray(x, (given, at) => {
    const [b, t] = indexAt(x.shape, at);
    return b === batch && t === position ? value : given;
  });
}

for (const implementation of IMPLEMENTATIONS) {
  describe(`ops/talkingHeadsAttention, ${implementation}: what is hidden`, () => {
    const random = new Random(11);
    const arrays = attentionArrays(random, sizes);
    const cotangent = random.normals([sizes.b, sizes.q, sizes.h, sizes.v]);
    const assertUnmoved = (mask: NdArray<boolean>, changed: AttentionArrays, title: string): void => {
      tidy(() => {
        const options = { implementation, mask: toBool(mask) };
        const want = outputAndGradients(arrays, options, cotangent);
        const got = outputAndGradients(changed, options, cotangent);
        for (const name of ['output', 'query', 'key', 'value', 'pre', 'post'] as const) {
          assertSameBits(got[name], want[name], `${title}: ${name}`);
        }
      });
    };

    it('keys and values that no query sees change nothing to the bit, gradients included', () => {
      const mask = array([2, 1, 1, 5], [true, true, false, true, false, true, true, true, true, true]);
      const [query, key, value, pre, post] = arrays;
      for (const poison of POISONS) {
        const hide = (x: NdArray): NdArray => poisoned(poisoned(x, 0, 2, poison), 0, 4, poison);
        assertUnmoved(mask, [query, hide(key), value, pre, post], `key ${poison}`);
        assertUnmoved(mask, [query, key, hide(value), pre, post], `value ${poison}`);
        assertUnmoved(mask, [query, hide(key), hide(value), pre, post], `both ${poison}`);
      }
    });

    it('queries that see nothing change nothing to the bit, gradients included', () => {
      const mask = mapArray(filled([2, 4, 5], true), (_, at) => Math.floor(at / 5) !== 6);
      const [query, key, value, pre, post] = arrays;
      for (const poison of POISONS) {
        assertUnmoved(mask, [poisoned(query, 1, 2, poison), key, value, pre, post], `query ${poison}`);
      }
    });

    it('has gradients of exactly zero', () => {
      const hidesKey = mapArray(filled([4, 5], true), (_, at) => at % 5 !== 3 && at >= 5);
      tidy(() => {
        const options = { implementation, mask: toBool(hidesKey) };
        const { output, query, key, value } = outputAndGradients(arrays, options, cotangent);
        const { h, d, v } = sizes;
        const none = (values: number[], position: number, width: number): void => {
          const start = position * h * width;
          assertClose(values.slice(start, start + h * width), new Array<number>(h * width).fill(0), 0);
        };
        none(output, 0, v);
        none(query, 0, d);
        none(key, 3, d);
        none(value, 3, v);
      });
    });

    it('values hidden from some queries change nothing in those, to the bit, as long as they are finite', () => {
      const [query, key, value, pre, post] = arrays;
      const mask = mapArray(filled([4, 5], true), (_, at) => at % 5 !== 1 || at < 5);
      tidy(() => {
        const options = { implementation, mask: toBool(mask) };
        const rows = (by: AttentionArrays): number[] => {
          const { output } = outputAndGradients(by, options, cotangent);
          const perQuery = sizes.h * sizes.v;
          return output.filter((_, at) => Math.floor(at / perQuery) % sizes.q !== 0);
        };
        const changed: AttentionArrays = [query, poisoned(key, 0, 1, 1e18), poisoned(value, 0, 1, 1e30), pre, post];
        assertSameBits(rows(changed), rows(arrays));
      });
    });
  });
}
