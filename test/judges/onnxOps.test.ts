import type { Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { einsum } from '../../src/ops/einsum.js';
import { gelu, geluTanh } from '../../src/ops/gelu.js';
import { layerNorm } from '../../src/ops/layerNorm.js';
import { filled, type NdArray } from '../float64/array.js';
import { Random } from '../float64/random.js';
import { einsumShapes } from '../gradients/einsumShapes.js';
import { toTensor } from '../gradients/toTensor.js';
import { Comparison, largestDifference } from './onnx/Comparison.js';
import { GraphBuilder } from './onnx/GraphBuilder.js';
import type { Attribute } from './onnx/messages.js';
import { numbersOf } from './onnx/numbersOf.js';
import { runOnnx } from './onnx/runOnnx.js';

/** For inputs of about unit variance: sums of a few products, each within some units of its last place. */
const TOLERANCE = 5e-6;

/** What numpy allows and ONNX Runtime's Einsum does not: no judgement of these. */
const REFUSED = [
  '...ij,...jk->...ik of [2,3,2,2],[3,2,4]', // "Ellipsis must indicate a fixed number of dimensions"
  '...,... of [3,1],[2]', // the same
  'Aa,aB of [2,3],[3,2]', // "The only subscript labels allowed are …": an upper-case one needs `->`
];

/** One operator of ONNX on these inputs. */
async function onnx(operator: string, inputs: NdArray[], attributes: Record<string, Attribute>): Promise<NdArray> {
  const graph = new GraphBuilder();
  const names = inputs.map((_, i) => graph.input(`x${i}`));
  graph.output('y', graph.node(operator, names, attributes));
  const results = await runOnnx(graph.model(), Object.fromEntries(inputs.map((x, i) => [names[i], x])));
  return results.y;
}

describe('ONNX Runtime on ops', () => {
  const comparisons: Comparison[] = [];
  const comparison = (name: string): Comparison => {
    const made = new Comparison(name, TOLERANCE);
    comparisons.push(made);
    return made;
  };

  after(() => console.log(`\nagainst ONNX Runtime, tolerance ${TOLERANCE}:\n${comparisons.join('\n')}\n`));

  it('agrees on einsum', async () => {
    const of = comparison('einsum');
    const random = new Random(1);
    for (const [equation, ...shapes] of einsumShapes) {
      const title = `${equation} of ${shapes.map((shape) => `[${shape.join()}]`).join()}`;
      if (REFUSED.includes(title)) continue;
      const operands = shapes.map((shape) => random.normals(shape));
      const theirs = await onnx('Einsum', operands, { equation: { string: equation } });
      const [ours] = numbersOf(() => [einsum(equation, ...operands.map((x) => toTensor(x)))]);
      of.check(title, [{ name: 'result', ours, theirs }]);
    }
    assert.equal(of.count, einsumShapes.length - REFUSED.length);
  });

  for (const [approximate, op] of Object.entries({ none: gelu, tanh: geluTanh })) {
    it(`agrees on gelu, approximation ${approximate}`, async () => {
      const of = comparison(`gelu, approximation ${approximate}`);
      for (let seed = 0; seed < 36; seed++) {
        const random = new Random(seed);
        const x = random.normals([random.integer(1, 40)], random.oneOf([0.1, 1, 4]));
        const theirs = await onnx('Gelu', [x], { approximate: { string: approximate } });
        const [ours] = numbersOf(() => [op(toTensor(x))]);
        of.check(`seed ${seed}`, [{ name: 'result', ours, theirs }]);
      }
    });
  }

  it('agrees on layerNorm', async () => {
    const of = comparison('layerNorm');
    for (let seed = 0; seed < 48; seed++) {
      const { x, gamma, beta, axis, epsilon } = layerNormCase(new Random(seed));
      const inputs = [x, gamma ?? filled(x.shape.slice(axis), 1), ...(beta ? [beta] : [])];
      const theirs = await onnx('LayerNormalization', inputs, { axis: { int: axis }, epsilon: { float: epsilon } });
      const axes = x.shape.map((_, i) => i).slice(axis);
      const [ours] = numbersOf(() => [
        layerNorm(toTensor(x), { gamma: gamma && toTensor(gamma), beta: beta && toTensor(beta), axis: axes, epsilon }),
      ]);
      of.check(`seed ${seed}, [${x.shape.join()}] from axis ${axis}`, [{ name: 'result', ours, theirs }]);
    }
  });

  it('catches a product with an operand transposed, the wrong approximation, another epsilon', async () => {
    const x = new Random(1).normals([3, 3]);
    const wrong: [() => Tensor, NdArray][] = [
      [
        () => einsum('ij,jk->ik', toTensor(x), toTensor(x)),
        await onnx('Einsum', [x, x], { equation: { string: 'ij,kj->ik' } }),
      ],
      [() => gelu(toTensor(x)), await onnx('Gelu', [x], { approximate: { string: 'tanh' } })],
      [
        () => layerNorm(toTensor(x)),
        await onnx('LayerNormalization', [x, filled([3], 1)], { epsilon: { float: 1e-5 } }),
      ],
    ];
    for (const [ours, theirs] of wrong) {
      assert.isAbove(largestDifference(numbersOf(() => [ours()])[0], theirs), 10 * TOLERANCE);
    }
  });
});

/** ONNX normalizes the axes from `axis` to the last. Gamma and beta are there or not. */
function layerNormCase(random: Random): {
  x: NdArray;
  gamma?: NdArray;
  beta?: NdArray;
  axis: number;
  epsilon: number;
} {
  const shape = Array.from({ length: random.integer(1, 4) }, () => random.integer(1, 6));
  const axis = random.integer(0, shape.length - 1);
  const parameter = (): NdArray | undefined => (random.chance(0.7) ? random.normals(shape.slice(axis)) : undefined);
  const epsilon = random.oneOf([1e-3, 1e-5]);
  return { x: random.normals(shape), gamma: parameter(), beta: parameter(), axis, epsilon };
}
