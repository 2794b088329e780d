import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import {
  crossEntropy,
  dotProductAttention,
  Embedding,
  gradientsByTensors,
  MultiHeadAttention,
  talkingHeadsAttention,
  TalkingHeadsAttention,
  valueAndGradients,
  type Module,
} from '../../src/index.js';
import { array, indexAt, mapArray, type NdArray } from '../float64/array.js';
import { Random } from '../float64/random.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertSameBits } from '../helpers/assertClose.js';
import { IMPLEMENTATIONS } from '../helpers/attentionImplementations.js';

/** What padding may hold without being noticed. */
const GARBAGE = [NaN, Infinity, -Infinity, 3e38, 1e-40];
const [batch, length, heads, width] = [2, 5, 2, 3];

/** Positions that are padding, by batch: the last two of the first, the first of the second. */
const SHOWN = [1, 1, 1, 0, 0, 0, 1, 1, 1, 1];

/** The array with its hidden positions, along the second axis, set to this number. */
function withPadding(x: NdArray, padding: number): NdArray {
  return mapArray(x, (value, i) => {
    const [b, t] = indexAt(x.shape, i);
    return SHOWN[b * length + t] === 1 ? value : padding;
  });
}

/** Asserts that results are the same, to the bit, whatever stands in the padding. */
function assertUnnoticed(run: (padding: number) => Tensor[], title: string): void {
  tidy(() => {
    const want = run(0).map((x) => x.dataSync());
    for (const padding of GARBAGE) {
      run(padding).forEach((got, i) => assertSameBits(got, want[i], `${title}, ${padding}, result ${i}`));
    }
  });
}

describe('hostile/padding', () => {
  const random = new Random(5);
  const [q, k, v] = [0, 1, 2].map(() => random.normals([batch, length, heads, width]));
  const [pre, post] = [0, 1].map(() => random.normals([heads, heads]));
  const cotangent = random.normals([batch, length, heads, width]);

  for (const implementation of IMPLEMENTATIONS) {
    for (const shape of [
      [batch, 1, 1, length],
      [batch, 1, length],
    ]) {
      it(`of keys and values, hidden by a mask of rank ${shape.length}: ${implementation}`, () => {
        const mask = toTensor(array(shape, SHOWN));
        const run = (mixes: boolean) => (padding: number) => {
          const inputs = [toTensor(q), ...[k, v].map((x) => toTensor(withPadding(x, padding)))];
          const mixing = mixes ? [pre, post].map((x) => toTensor(x)) : [];
          const options = { mask, implementation };
          const f = (): Tensor => {
            const [query, key, value] = inputs;
            if (!mixes) return dotProductAttention(query, key, value, options);
            return talkingHeadsAttention(query, key, value, mixing[0], mixing[1], options);
          };
          const { value, gradients } = gradientsByTensors(f, [...inputs, ...mixing], toTensor(cotangent));
          return [value, ...gradients];
        };
        assertUnnoticed(run(true), 'talkingHeadsAttention');
        assertUnnoticed(run(false), 'dotProductAttention');
        mask.dispose();
      });
    }

    it(`of keys beyond the last query, hidden by the causal mask: ${implementation}`, () => {
      const query = array([batch, 2, heads, width], q.values.slice(0, batch * 2 * heads * width));
      assertUnnoticed((padding) => {
        const [key, value] = [k, v].map((x) =>
          toTensor(mapArray(x, (one, i) => (indexAt(x.shape, i)[1] < 2 ? one : padding))),
        );
        const inputs = [toTensor(query), key, value, toTensor(pre), toTensor(post)];
        const f = (): Tensor => {
          return talkingHeadsAttention(inputs[0], key, value, inputs[3], inputs[4], { causal: true, implementation });
        };
        const { value: output, gradients } = gradientsByTensors(f, inputs);
        return [output, ...gradients];
      }, 'causal');
    });

    it(`of queries that attend to nothing: ${implementation}`, () => {
      const mask = toTensor(array([batch, length, 1], SHOWN));
      assertUnnoticed((padding) => {
        const inputs = [toTensor(withPadding(q, padding)), toTensor(k), toTensor(v), toTensor(pre), toTensor(post)];
        const [query, key, value, first, second] = inputs;
        const f = (): Tensor => talkingHeadsAttention(query, key, value, first, second, { mask, implementation });
        const { value: output, gradients } = gradientsByTensors(f, inputs);
        return [output, ...gradients];
      }, 'queries');
      mask.dispose();
    });
  }

  for (const Layer of [TalkingHeadsAttention, MultiHeadAttention]) {
    it(`of the inputs of ${Layer.name}, hidden by each of its masks`, () => {
      const features = random.normals([batch, length, 4]);
      const mask = toTensor(array([batch, length], SHOWN));
      const layer = new Layer({ numHeads: 2, keyDim: 3, seed: 1 });
      const results = (call: () => Tensor, module: Module<never>, inputs: Tensor[]): Tensor[] => {
        const { value, gradients } = valueAndGradients(call, module);
        return [value, ...gradients.values(), ...gradientsByTensors(call, inputs).gradients];
      };
      const query = toTensor(random.normals([batch, 3, 4]));
      for (const name of ['valueMask', 'keyMask'] as const) {
        assertUnnoticed((padding) => {
          const value = toTensor(withPadding(features, padding));
          return results(() => layer.call({ query, value }, { [name]: mask }), layer, [query, value]);
        }, name);
      }
      assertUnnoticed((padding) => {
        const x = toTensor(withPadding(features, padding));
        return results(() => layer.call(x, { queryMask: mask, valueMask: mask }), layer, [x]);
      }, 'both sides');
      for (const one of [layer, mask, query]) one.dispose();
    });
  }

  it('that Embedding with maskZero found: the row of id 0 changes nothing', () => {
    const attention = new TalkingHeadsAttention({ numHeads: 2, keyDim: 3, seed: 1 });
    const table = random.normals([4, 3]);
    const ids = tensor([1, 2, 0, 0, 3, 1, 1, 0, 0, 0], [batch, length], 'int32');
    const embedding = new Embedding({ inputDim: 4, outputDim: 3, maskZero: true });
    embedding.ensureBuilt([batch, length]);
    assertUnnoticed((padding) => {
      embedding.setWeights([table.values.map((value, i) => (i < 3 ? padding : value))]);
      const call = (): Tensor => attention.call(embedding.call(ids));
      const [ofAttention, ofTable] = [attention, embedding].map((module) => valueAndGradients(call, module));
      return [ofAttention.value, ...ofAttention.gradients.values(), ...ofTable.gradients.values()];
    }, 'maskZero');
    for (const one of [attention, embedding, ids]) one.dispose();
  });

  it('of the value, for a float mask below one half, and not for one above', () => {
    tidy(() => {
      const [query, key, value] = [q, k, v].map((x) => toTensor(x));
      const mask = toTensor(
        array(
          [batch, 1, 1, length],
          SHOWN.map((shown) => (shown ? 0.6 : 0.4)),
        ),
      );
      const bool = tensor(Uint8Array.from(SHOWN), [batch, 1, 1, length], 'bool');
      assertSameBits(
        dotProductAttention(query, key, value, { mask }),
        dotProductAttention(query, key, value, { mask: bool }),
      );
    });
  });

  it('of the loss: rows of the ignored class add nothing to it or to the gradients of others', () => {
    const logits = random.normals([4, 3]);
    const labels = tensor([0, -1, 2, -1], [4], 'int32');
    assertUnnoticed((padding) => {
      const x = toTensor(mapArray(logits, (value, i) => (i >= 3 && i < 6 ? padding : value)));
      const { value, gradients } = gradientsByTensors(() => crossEntropy(x, labels, { ignoredClass: -1 }), [x]);
      return [value, gradients[0]];
    }, 'ignoredClass');
    labels.dispose();
  });
});
