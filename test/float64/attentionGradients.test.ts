import { assert } from 'chai';
import { assertClose, largest } from '../helpers/assertClose.js';
import { array, mapArray, type NdArray } from './array.js';
import { unitVector } from './assertDerivatives.js';
import { attention, type AttentionResult } from './attention.js';
import { attentionFunction } from './attentionFunction.js';
import { attentionCase, type AttentionCase } from './attentionCase.js';
import { attentionGradients, type AttentionCotangents } from './attentionGradients.js';
import { attentionTensors, type AttentionInputs, type AttentionTensor } from './AttentionInputs.js';
import { along, constants, gradientByDuals } from './derivatives.js';
import { Random } from './random.js';
import { richardson } from './richardson.js';
import { duals, numbers, type Dual } from './scalar.js';
import { dot } from './sums.js';

/** The case's scalar `Σ cotangents · attention(inputs)`. */
function weighted({ output, scores }: AttentionResult, cotangents: AttentionCotangents): number {
  const byScores = cotangents.scores ? dot(numbers, scores.values, cotangents.scores.values) : 0;
  return dot(numbers, output.values, cotangents.output.values) + byScores;
}

function gradientsOf({ inputs, options, cotangents }: AttentionCase): AttentionInputs {
  return attentionGradients(numbers, inputs, cotangents, options);
}

/** The derivative of the case's scalar along a direction of one tensor, by duals of the forward pass. */
function derivativeAlong({ inputs, options, cotangents }: AttentionCase, name: AttentionTensor, u: NdArray): number {
  const still = attentionTensors(inputs).map((each) => [each, constants(duals, inputs[each]!)]);
  const moving = { ...Object.fromEntries(still), [name]: along(inputs[name]!, u) } as AttentionInputs<Dual<number>>;
  const { output, scores } = attention(duals, moving, options);
  const parts = { output: mapArray(output, (x) => x.derivative), scores: mapArray(scores, (x) => x.derivative) };
  return weighted(parts, cotangents);
}

/** The largest absolute value of all gradients of a case. */
function scaleOf(gradients: AttentionInputs): number {
  return Math.max(...attentionTensors(gradients).map((name) => largest(gradients[name]!.values)));
}

describe('float64/attentionGradients', () => {
  it('agrees with duals along random directions of every tensor', () => {
    const random = new Random(1);
    let worst = 0;
    for (let n = 0; n < 240; n++) {
      const sample = attentionCase(random, 5);
      const gradients = gradientsOf(sample);
      assert.deepEqual(Object.keys(gradients), Object.keys(sample.inputs));
      for (const name of attentionTensors(gradients)) {
        const gradient = gradients[name]!;
        assert.deepEqual(gradient.shape, sample.inputs[name]!.shape);
        for (let i = 0; i < 3; i++) {
          const u = unitVector(random, gradient.shape);
          const [got, want] = [dot(numbers, gradient.values, u.values), derivativeAlong(sample, name, u)];
          assertClose([got], [want], 1e-12 * scaleOf(gradients), `case ${n}, ${name}`);
          worst = Math.max(worst, Math.abs(got - want) / (scaleOf(gradients) || 1));
        }
      }
    }
    console.log(`\nfloat64 attention against dual numbers  240 cases  worst ${worst.toExponential(1)} of 1.0e-12\n`);
  });

  it('agrees with duals in every element', () => {
    const random = new Random(2);
    for (let n = 0; n < 60; n++) {
      const sample = attentionCase(random, 3);
      const { inputs, options, cotangents } = sample;
      const gradients = gradientsOf(sample);
      const names = attentionTensors(inputs);
      const tensors = names.map((name) => inputs[name]!);
      const parts = (['output', 'scores'] as const).map((part) => {
        const cotangent = cotangents[part];
        if (cotangent === undefined) return tensors.map(({ shape }) => ({ shape, values: [] as number[] }));
        return gradientByDuals(attentionFunction(names, options, part), tensors, cotangent);
      });
      names.forEach((name, i) => {
        const want = parts[0][i].values.map((value, j) => value + (parts[1][i].values[j] ?? 0));
        assertClose(gradients[name]!.values, want, 1e-12 * scaleOf(gradients), `case ${n}, ${name}`);
      });
    }
  });

  it('agrees with finite differences', () => {
    const random = new Random(3);
    for (let n = 0; n < 20; n++) {
      const sample = attentionCase(random);
      // Added to −1e9 a logit keeps seven digits, too few for differences where nothing else is to attend to.
      const { inputs, cotangents } = sample;
      const options = { ...sample.options, masking: 'robust' as const };
      const gradients = attentionGradients(numbers, inputs, cotangents, options);
      for (const name of attentionTensors(gradients)) {
        const u = unitVector(random, gradients[name]!.shape);
        const want = richardson((t) => {
          const moved = mapArray(inputs[name]!, (value, i) => value + t * u.values[i]);
          return weighted(attention(numbers, { ...inputs, [name]: moved }, options), cotangents);
        });
        const got = dot(numbers, gradients[name]!.values, u.values);
        assertClose([got], [want], 1e-9 * Math.max(1, scaleOf(gradients)), `case ${n}, ${name}`);
      }
    }
  });

  it('gives exact zeros to all that is hidden, and reads none of it', () => {
    const random = new Random(4);
    const inputs = {
      query: random.normals([1, 2, 2, 2]),
      key: random.normals([1, 3, 2, 2]),
      value: random.normals([1, 3, 2, 2]),
      preSoftmaxWeight: random.normals([2, 2]),
      postSoftmaxWeight: random.normals([2, 2]),
      bias: random.normals([2, 2, 3]),
    };
    const cotangents = { output: random.normals([1, 2, 2, 2]), scores: random.normals([1, 2, 2, 3]) };
    // Query 0 attends to nothing, nobody attends to key 2.
    const mask = array([2, 3], [false, false, false, true, true, false]);
    const clean = attentionGradients(numbers, inputs, cotangents, { mask });
    assert.deepEqual(clean.query.values.slice(0, 4), [0, 0, 0, 0]);
    assert.deepEqual(clean.key.values.slice(8), [0, 0, 0, 0]);
    assert.deepEqual(clean.value.values.slice(8), [0, 0, 0, 0]);
    const hiddenBias = [0, 1, 2, 5, 6, 7, 8, 11].map((i) => clean.bias!.values[i]);
    assert.deepEqual(hiddenBias, [0, 0, 0, 0, 0, 0, 0, 0]);
    assert.notInclude(clean.query.values.slice(4), 0);

    const poison = (x: NdArray): NdArray => mapArray(x, (value, i) => (i < 8 ? value : NaN));
    const poisoned = { ...inputs, key: poison(inputs.key), value: poison(inputs.value) };
    assert.deepEqual(attentionGradients(numbers, poisoned, cotangents, { mask }), clean);
  });

  it('sums to zero over the keys of a row by the bias', () => {
    const random = new Random(5);
    const inputs = {
      query: random.normals([2, 3, 2, 2]),
      key: random.normals([2, 4, 2, 2]),
      value: random.normals([2, 4, 2, 2]),
      bias: random.normals([2, 2, 3, 4]),
    };
    const { bias } = attentionGradients(numbers, inputs, { output: random.normals([2, 3, 2, 2]) }, { causal: true });
    assert.isAbove(largest(bias!.values), 0.1);
    for (let row = 0; row < 12; row++) {
      const values = bias!.values.slice(row * 4, row * 4 + 4);
      assertClose([dot(numbers, values, [1, 1, 1, 1])], [0], 1e-15);
    }
  });
});
