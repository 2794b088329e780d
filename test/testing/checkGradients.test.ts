import {
  add,
  cast,
  concat,
  floor,
  log,
  matMul,
  mul,
  randomUniform as unseededUniform,
  slice,
  sum,
  tanh,
  tensor,
  transpose,
  variable,
  zerosLike,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { customGradient } from '../../src/engine/customGradient.js';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { randomNormal, randomUniform } from '../../src/engine/random/draw.js';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { stopGradient } from '../../src/engine/stopGradient.js';
import { Dense } from '../../src/layers/Dense.js';
import { TalkingHeadsAttention } from '../../src/layers/TalkingHeadsAttention.js';
import { crossEntropy } from '../../src/ops/crossEntropy.js';
import { dropout } from '../../src/ops/dropout.js';
import { einsum } from '../../src/ops/einsum.js';
import { gelu, geluTanh } from '../../src/ops/gelu.js';
import { layerNorm } from '../../src/ops/layerNorm.js';
import { mixHeads } from '../../src/ops/mixHeads.js';
import { softmax } from '../../src/ops/softmax.js';
import { checkGradients, type CheckGradientsOptions, type NamedInputs } from '../../src/testing/index.js';
import { assertSameBits } from '../helpers/assertClose.js';

type Fn = (...inputs: Tensor[]) => Tensor;

const key = RandomKey.fromSeed(11);
const normal = (...shape: number[]): Tensor => randomNormal(key.fold(shape.join()), shape);

/** Checks, and frees the inputs. */
function check(f: Fn, inputs: Tensor[], options?: CheckGradientsOptions): ReturnType<typeof checkGradients> {
  try {
    return checkGradients(f, inputs, options);
  } finally {
    for (const input of inputs) input.dispose();
  }
}

/** `x · weight` with a gradient of our choice. */
function product(backward: (cotangent: Tensor, x: Tensor, weight: Tensor) => [Tensor, Tensor]): Fn {
  const forward = ([x, weight]: Tensor[]): Tensor => matMul(x, weight);
  return (...inputs) =>
    customGradient({
      inputs,
      forward: (given) => ({ value: forward(given) }),
      backward: (cotangent, { inputs: [x, weight] }) => backward(cotangent, x, weight),
      reference: forward,
    });
}

const byX = (cotangent: Tensor, weight: Tensor): Tensor => matMul(cotangent, weight, false, true);
const byWeight = (cotangent: Tensor, x: Tensor): Tensor => matMul(x, cotangent, true, false);

describe('checkGradients', () => {
  describe('passes right gradients', () => {
    const right: [string, Fn, () => Tensor[]][] = [
      ['tanh', (x) => tanh(x), () => [normal(3, 5)]],
      [
        'a product with a broadcast sum',
        (x, w, b) => add(matMul(x, w), b),
        () => [normal(3, 4), normal(4, 5), normal(5)],
      ],
      ['a scalar of scalars', (x, y) => mul(x, y), () => [tensor(0.3), tensor(-2)]],
      ['einsum', (x, y) => einsum('bqhd,bkhd->bhqk', x, y), () => [normal(2, 3, 2, 4), normal(2, 5, 2, 4)]],
      ['gelu', gelu, () => [normal(20)]],
      ['geluTanh', geluTanh, () => [normal(20)]],
      ['softmax', (x) => softmax(x), () => [normal(3, 6)]],
      ['mixHeads', mixHeads, () => [normal(2, 4, 3, 3), normal(4, 5)]],
      [
        'layerNorm',
        (x, gamma, beta) => layerNorm(x, { gamma, beta }),
        () => [normal(4, 8), normal(8), tensor(Array(8).fill(0))],
      ],
      ['dropout with a fixed key', (x) => dropout(x, 0.5, key), () => [normal(6, 6)]],
      ['inputs around 1000', (x) => mul(x, mul(x, x)), () => [randomUniform(key, [9], 900, 1100)]],
      [
        'the product that the wrong ones are made of',
        product((c, x, w) => [byX(c, w), byWeight(c, x)]),
        () => [normal(5, 4), normal(4, 4)],
      ],
      ['an element on which nothing depends', (x) => slice(x, [1]), () => [normal(6)]],
      ['an input that counts for nothing', (x, y) => add(x, mul(sum(y), 0)), () => [normal(4), normal(7)]],
      ['an input that is constant in pieces', (x, y) => add(x, floor(y)), () => [normal(3), tensor([0.5, 1.5, -0.5])]],
    ];
    for (const [name, f, make] of right) {
      it(name, () => {
        const report = check(f, make());
        assert.isTrue(report.passed);
        assert.isBelow(Math.max(...report.rows.map(({ error }) => error)), 2e-4, report.toString());
      });
    }

    it('sparse cross-entropy, its labels captured', () => {
      const labels = tensor([1, 0, 3], [3], 'int32');
      check((logits) => crossEntropy(logits, labels), [normal(3, 4)]);
      labels.dispose();
    });

    it('of a function that returns its input', () => {
      assert.deepEqual(
        check((x) => x, [normal(4)]).rows.map(({ name }) => name),
        ['inputs[0]', 'all together'],
      );
    });

    it('of a function of no slope at all', () => {
      const report = check((x) => zerosLike(x), [normal(4)]);
      assert.deepEqual(
        report.rows.map(({ error }) => error),
        [0, 0],
      );
    });

    it('of a layer through its parameters and its inputs', () => {
      const x = normal(6, 4);
      const layer = new Dense({ units: 3, activation: 'gelu', biasInitializer: 'randomNormal', seed: 1 });
      layer.ensureBuilt(x.shape);
      const before = layer.getWeights();
      const report = checkGradients((input) => layer.call(input), { x, ...Object.fromEntries(layer.parameters()) });
      assert.deepEqual(
        report.rows.map(({ name }) => name),
        ['x', 'kernel', 'bias', 'all together'],
      );
      checkGradients(() => layer.call(x), layer.parameters());
      checkGradients(() => layer.call(x), [...layer.parameters().values()]);
      assert.deepEqual(layer.getWeights(), before);
      layer.dispose();
      x.dispose();
    });

    it('of talking-heads attention, where the gradient of the key bias is zero but for rounding', () => {
      const query = normal(2, 5, 6);
      const layer = new TalkingHeadsAttention({ numHeads: 3, keyDim: 2, seed: 1 });
      layer.ensureBuilt({ query: query.shape, value: query.shape });
      const report = checkGradients((x) => layer.call({ query: x, value: x }), {
        query,
        ...Object.fromEntries(layer.parameters()),
      });
      assert.include(
        report.rows.map(({ name }) => name),
        'key.bias',
      );
      layer.dispose();
      query.dispose();
    });

    it('of a first derivative', () => {
      const first = (x: Tensor): Tensor => gradientsByTensors(() => gelu(x), [x]).gradients[0];
      check(first, [normal(10)]);
    });
  });

  describe('fails wrong gradients', () => {
    const zeroFirst = (x: Tensor): Tensor => mul(x, tensor([0, ...Array<number>(x.size - 1).fill(1)], x.shape));
    const dropFirstRow = (x: Tensor): Tensor => concat([zerosLike(slice(x, [0], [1])), slice(x, [1])]);
    const wrong: [string, Parameters<typeof product>[0]][] = [
      ['a transposed weight', (c, x, w) => [matMul(c, w), byWeight(c, x)]],
      ['a transposed result', (c, x, w) => [byX(c, w), transpose(byWeight(c, x))]],
      ['a missing factor', (c, x, w) => [mul(byX(c, w), 0.5), byWeight(c, x)]],
      ['the wrong sign', (c, x, w) => [byX(c, w), mul(byWeight(c, x), -1)]],
      ['one element that is zero', (c, x, w) => [byX(c, w), zeroFirst(byWeight(c, x))]],
      ['a batch that was dropped', (c, x, w) => [byX(c, w), byWeight(dropFirstRow(c), x)]],
      ['a factor of 1.01', (c, x, w) => [mul(byX(c, w), 1.01), byWeight(c, x)]],
      ['a factor of 1.001', (c, x, w) => [byX(c, w), mul(byWeight(c, x), 1.001)]],
      ['no gradient by one input', (c, x) => [zerosLike(x), byWeight(c, x)]],
      ['no gradient by any input', (_, x, w) => [zerosLike(x), zerosLike(w)]],
      ['a gradient that is NaN', (c, x, w) => [byX(c, w), mul(byWeight(c, x), NaN)]],
      ['an infinite gradient', (c, x, w) => [add(byX(c, w), log(zeroFirst(zerosLike(x)))), byWeight(c, x)]],
    ];
    for (const [name, backward] of wrong) {
      it(name, () => {
        const run = (): unknown => check(product(backward), [normal(4, 4), randomNormal(key, [4, 4])]);
        assert.throws(run, /^checkGradients: gradients must agree with differences, got\ninput[^]*failed/);
      });
    }

    it('at every seed', () => {
      const f = product((c, x, w) => [byX(c, w), mul(byWeight(c, x), 1.01)]);
      for (let seed = 0; seed < 10; seed++) {
        const report = check(f, [normal(5, 4), normal(4, 3)], { seed, throwOnFailure: false });
        assert.deepEqual(
          report.rows.slice(0, 2).map(({ error }) => error <= report.tolerance),
          [true, false],
          report.toString(),
        );
      }
    });

    it('that a cut hides', () => {
      assert.throws(() => check((x) => stopGradient(tanh(x)), [normal(4)]), /Infinity {2}failed/);
    });

    it('of a layer that reads a copy of its parameter', () => {
      const layer = new Dense({ units: 3, seed: 1 });
      const x = normal(2, 4);
      layer.ensureBuilt(x.shape);
      const stale = layer.kernel.value.clone();
      assert.throws(() => checkGradients(() => add(layer.call(x), matMul(x, stale)), [stale]), /inputs\[0\] .* failed/);
      for (const one of [layer, x, stale]) one.dispose();
    });
  });

  it('measures a factor of 1.5 as an error of one half or more', () => {
    const twice: Fn = (x) => add(x, mul(stopGradient(x), 0.5));
    const [{ error }] = check(twice, [tensor([2])], { throwOnFailure: false }).rows;
    assert.approximately(error, 0.5, 1e-3);
  });

  it('gives the same report for the same seed, and another for another', () => {
    const errors = (seed?: number): number[] => check(gelu, [normal(8)], { seed }).rows.map(({ error }) => error);
    assert.deepEqual(errors(), errors(0));
    assert.notDeepEqual(errors(0), errors(1));
  });

  it('takes as many directions as it is told, and the tolerance', () => {
    let calls = 0;
    const f: Fn = (x) => (calls++, tanh(x));
    const report = check(f, [normal(3)], { directions: 2, tolerance: 0.25 });
    // Twice for the values, once for the gradient, then four times along each direction.
    assert.equal(calls, 3 + 4 * (2 + 2));
    assert.equal(report.tolerance, 0.25);
    assert.deepEqual(
      report.rows.map(({ directions }) => directions),
      [2, 2],
    );
  });

  it('moves along other directions each time', () => {
    const twice: Fn = (x) => add(x, mul(stopGradient(x), 0.5));
    const errorOf = (directions: number): number =>
      check(twice, [normal(6)], { directions, throwOnFailure: false }).rows[0].error;
    const errors = [1, 2, 4, 8, 16, 32].map(errorOf);
    // The largest of more directions, whose first ones are the same.
    assert.deepEqual(
      errors,
      [...errors].sort((a, b) => a - b),
    );
    assert.isAbove(new Set(errors).size, 2);
  });

  it('moves by the step it is told', () => {
    const bend: Fn = (x) => log(x);
    const at = (): Tensor[] => [tensor([0.02, 0.03])];
    assert.isFalse(check(bend, at(), { throwOnFailure: false }).passed);
    assert.isTrue(check(bend, at(), { step: 2 ** -11 }).passed);
  });

  it('puts variables back to the bit, also when it throws', () => {
    const start = normal(5);
    const x = variable(start);
    let left = 6;
    const failing: Fn = (value) => {
      if (left-- === 0) throw new Error('planted');
      return tanh(value);
    };
    checkGradients((value) => tanh(value), [x]);
    assertSameBits(x, start);
    assert.throws(() => checkGradients(failing, [x]), 'planted');
    assertSameBits(x, start);
    x.dispose();
    start.dispose();
  });

  describe('refuses', () => {
    const x = (): Tensor => tensor([1, 2]);
    const refused: [string, Fn, () => unknown[], CheckGradientsOptions, string | RegExp][] = [
      ['a step of 0', tanh, () => [x()], { step: 0 }, 'checkGradients: step must be a finite number, above 0, got 0'],
      [
        'half a direction',
        tanh,
        () => [x()],
        { directions: 0.5 },
        'checkGradients: directions must be a whole number, above 0, got 0.5',
      ],
      [
        'a tolerance that is NaN',
        tanh,
        () => [x()],
        { tolerance: NaN },
        'checkGradients: tolerance must be a finite number, above 0, got NaN',
      ],
      [
        'a negative seed',
        tanh,
        () => [x()],
        { seed: -1 },
        'RandomKey: seed must be a whole number in [0, 2^53), got -1',
      ],
      ['nothing', tanh, () => [], {}, 'checkGradients: inputs must hold at least one tensor, got none'],
      [
        'whole numbers',
        tanh,
        () => [tensor([1], [1], 'int32')],
        {},
        'checkGradients: inputs[0] must be a float32 tensor, got an int32 tensor',
      ],
      ['what is no tensor', tanh, () => [x(), [1]], {}, 'checkGradients: inputs[1] must be a float32 tensor, got [1]'],
      [
        'a tensor without elements',
        tanh,
        () => [tensor([], [0])],
        {},
        'checkGradients: inputs[0] must have at least one element, got none',
      ],
      [
        'an output of another type',
        (a) => cast(a, 'int32'),
        () => [x()],
        {},
        'checkGradients: f must return a float32 tensor, got int32',
      ],
      [
        'an output that is no tensor',
        () => 3 as unknown as Tensor,
        () => [x()],
        {},
        'checkGradients: f must return a float32 tensor, got 3',
      ],
      [
        'a function that draws anew',
        (a) => mul(a, unseededUniform([2])),
        () => [x()],
        {},
        'checkGradients: f must return the same values each time, got others; random draws need a fixed key',
      ],
    ];
    for (const [name, f, make, options, message] of refused) {
      it(name, () => {
        const inputs = make();
        assert.throws(() => checkGradients(f, inputs as NamedInputs, options), message);
        for (const input of inputs) if (!Array.isArray(input)) (input as Tensor).dispose();
      });
    }

    it('a tensor under two names', () => {
      const a = x();
      const run = (): unknown => checkGradients((b, c) => mul(b, c), { left: a, right: a });
      assert.throws(run, 'checkGradients: right must not be the same tensor as left');
      a.dispose();
    });

    it('a single tensor, by the first of its fields', () => {
      const a = x();
      const run = (): unknown => checkGradients(tanh, a as unknown as NamedInputs);
      assert.throws(run, /^checkGradients: \w+ must be a float32 tensor, got/);
      a.dispose();
    });
  });
});
