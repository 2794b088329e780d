import { assertClose, largest } from '../helpers/assertClose.js';
import { filled, mapArray, type NdArray } from './array.js';
import { attentionFunction } from './attentionFunction.js';
import { attentionCase } from './attentionCase.js';
import { attentionGradients } from './attentionGradients.js';
import { attentionTensors, mapAttentionInputs, type AttentionInputs } from './AttentionInputs.js';
import { attentionSecondDerivative } from './attentionSecondDerivative.js';
import { secondDerivative } from './derivatives.js';
import { Random } from './random.js';
import { richardson } from './richardson.js';
import { numbers } from './scalar.js';
import { dot } from './sums.js';

const scaleOf = (inputs: AttentionInputs): number =>
  Math.max(...attentionTensors(inputs).map((name) => largest(inputs[name]!.values)));

const inner = (a: AttentionInputs, b: AttentionInputs): number =>
  attentionTensors(a).reduce((total, name) => total + dot(numbers, a[name]!.values, b[name]!.values), 0);

describe('float64/attentionSecondDerivative', () => {
  it('agrees with duals of duals of the forward pass, in every element', () => {
    const random = new Random(1);
    for (let n = 0; n < 30; n++) {
      const { inputs, options, cotangents } = attentionCase(random, 3);
      const directions = mapAttentionInputs(inputs, ({ shape }) => random.normals(shape));
      const got = attentionSecondDerivative(inputs, cotangents, directions, options);
      const names = attentionTensors(inputs);
      const list = (from: AttentionInputs): NdArray[] => names.map((name) => from[name]!);
      const parts = (['output', 'scores'] as const).map((part) => {
        const cotangent = cotangents[part];
        if (cotangent === undefined) return list(inputs).map(({ shape }) => filled(shape, 0));
        return secondDerivative(attentionFunction(names, options, part), list(inputs), cotangent, list(directions));
      });
      names.forEach((name, i) => {
        const want = parts[0][i].values.map((value, j) => value + parts[1][i].values[j]);
        assertClose(got[name]!.values, want, 1e-12 * scaleOf(got), `case ${n}, ${name}`);
      });
    }
  });

  it('agrees with finite differences of the gradients, and is symmetric', () => {
    const random = new Random(2);
    for (let n = 0; n < 10; n++) {
      const { inputs, options, cotangents } = attentionCase(random);
      options.masking = 'robust';
      const [u, w] = [0, 1].map(() => mapAttentionInputs(inputs, ({ shape }) => random.normals(shape, 0.2)));
      const second = attentionSecondDerivative(inputs, cotangents, u, options);
      const difference = richardson((t) => {
        const moved = mapAttentionInputs(inputs, (x, name) =>
          mapArray(x, (value, i) => value + t * u[name]!.values[i]),
        );
        return inner(attentionGradients(numbers, moved, cotangents, options), w);
      });
      const scale = Math.max(1, scaleOf(second));
      assertClose([inner(second, w)], [difference], 1e-8 * scale, `case ${n}`);
      const mirrored = attentionSecondDerivative(inputs, cotangents, w, options);
      assertClose([inner(second, w)], [inner(mirrored, u)], 1e-12 * scale, `case ${n}`);
    }
  });

  it('keeps still what has no direction', () => {
    const random = new Random(3);
    const { inputs, options, cotangents } = attentionCase(random);
    const still = mapAttentionInputs(inputs, ({ shape }) => filled(shape, 0));
    const direction = { query: random.normals(inputs.query.shape) };
    const got = attentionSecondDerivative(inputs, cotangents, direction, options);
    const want = attentionSecondDerivative(inputs, cotangents, { ...still, ...direction }, options);
    for (const name of attentionTensors(inputs)) assertClose(got[name]!.values, want[name]!.values, 0);
  });
});
