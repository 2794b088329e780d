import type { Mutation } from './runner/Mutation.js';

const EINSUM = 'src/ops/einsum.ts';
const LAYER_NORM = 'src/ops/layerNorm.ts';
const GELU = 'src/ops/gelu.ts';
const CROSS_ENTROPY = 'src/ops/crossEntropy.ts';
const einsumTests = ['test/ops/einsum.test.ts'];
const layerNormTests = ['test/ops/layerNorm.test.ts', 'test/gradients/report.test.ts'];
const geluTests = ['test/ops/gelu.test.ts', 'test/gradients/report.test.ts'];
/** The plain operations, which other backends run. */
const crossEntropyTests = ['test/backends/simd/crossEntropy.test.ts'];

/** Operations besides attention. */
export const ops: Mutation[] = [
  {
    name: 'einsum takes the first row for the diagonal',
    file: EINSUM,
    find: '(_, i) => i * stride)',
    replace: '(_, i) => i * Math.min(1, stride))',
    tests: einsumTests,
  },
  {
    name: 'einsum takes the largest of what should be summed of one operand',
    file: EINSUM,
    find: 'tensor: sum(tensor, axes),',
    replace: 'tensor: max(tensor, axes),',
    imports: "import { max } from '@tensorflow/tfjs-core';",
    tests: einsumTests,
  },
  {
    name: 'einsum gives the axes in the order of the product',
    file: EINSUM,
    find: 'order.map((label) => part.labels.indexOf(label)),',
    replace: 'order.map((label) => order.indexOf(part.labels[order.indexOf(label)])),',
    tests: einsumTests,
  },
  {
    name: 'einsum of three operands sums what the third still needs',
    file: EINSUM,
    find: 'others.flatMap(({ labels }) => labels)]);\n      parts',
    replace: '[]]);\n      parts',
    tests: einsumTests,
  },
  {
    name: 'layerNorm: mean of the gradient not taken off',
    file: LAYER_NORM,
    find: 'sub(sub(byStandard, mean(byStandard, axes, true)), projected)',
    replace: 'sub(byStandard, projected)',
    tests: layerNormTests,
  },
  {
    name: 'layerNorm: gradient along the input not taken off',
    file: LAYER_NORM,
    find: 'sub(sub(byStandard, mean(byStandard, axes, true)), projected)',
    replace: 'sub(byStandard, mean(byStandard, axes, true))',
    tests: layerNormTests,
  },
  {
    name: 'layerNorm: gamma missing in the gradient by the input',
    file: LAYER_NORM,
    find: 'const byStandard = gamma === undefined ? cotangent : mul(cotangent, reshape(parameters[0], aligned));',
    replace: 'const byStandard = cotangent;',
    tests: layerNormTests,
  },
  {
    name: 'layerNorm: epsilon added to the deviation',
    file: LAYER_NORM,
    find: 'rsqrt(add(variance, div(div(epsilon, unit), unit)))',
    replace: 'div(1, add(sqrt(variance), div(epsilon, unit)))',
    imports: "import { sqrt } from '@tensorflow/tfjs-core';",
    tests: layerNormTests,
  },
  {
    name: 'layerNorm: variance of n - 1',
    file: LAYER_NORM,
    find: 'const variance = mean(square(inUnits), axes, true);',
    replace: `const n = axes.reduce((product, one) => product * z.shape[one], 1);
    const variance = mul(mean(square(inUnits), axes, true), n / Math.max(1, n - 1));`,
    tests: layerNormTests,
  },
  {
    name: 'gelu: density missing in the gradient',
    file: GELU,
    find: 'add(distribution(z), mul(z, density(z)))',
    replace: 'distribution(z)',
    tests: geluTests,
  },
  {
    name: 'gelu: approximated by the hyperbolic tangent',
    file: GELU,
    find: '= own ?? [mul(z, distribution(z))];',
    replace: '= own ?? [approximation(z)];',
    tests: geluTests,
  },
  {
    name: 'gelu: 0.0447 for 0.044715 in the approximation',
    file: GELU,
    find: 'const CUBIC = 0.044715;',
    replace: 'const CUBIC = 0.0447;',
    tests: geluTests,
  },
  {
    name: 'crossEntropy: ignored rows counted in the mean',
    file: CROSS_ENTROPY,
    find: 'target.dataSync().filter((label) => label !== ignoredClass).length',
    replace: 'numRows',
    tests: crossEntropyTests,
  },
  {
    name: 'crossEntropy: ignored rows counted as class 0',
    file: CROSS_ENTROPY,
    find: '(label) => (label === ignoredClass ? 0 : 1)',
    replace: '() => 1',
    tests: crossEntropyTests,
  },
  {
    name: 'crossEntropy: NaN in ignored rows reaches the loss',
    file: CROSS_ENTROPY,
    find: 'ignoredClass === undefined ? given : withoutIgnored(given, target, ignoredClass)',
    replace: 'given',
    tests: crossEntropyTests,
  },
  {
    name: 'crossEntropy: smoothing divided by one class too few, forward',
    file: CROSS_ENTROPY,
    find: 'const even = mul(mul(total, sum(shifted, 1)), smoothing / shape[1]);',
    replace: 'const even = mul(mul(total, sum(shifted, 1)), smoothing / Math.max(1, shape[1] - 1));',
    tests: crossEntropyTests,
  },
  {
    name: 'crossEntropy: smoothing forgotten in the gradient',
    file: CROSS_ENTROPY,
    find: 'const expected = mul(target.spread(cotangent, constants, shape), 1 - smoothing);',
    replace: 'const expected = target.spread(cotangent, constants, shape);',
    tests: crossEntropyTests,
  },
  {
    name: 'crossEntropy: a sum where the mean is asked for',
    file: CROSS_ENTROPY,
    find: 'return div(sum(losses), Math.max(1, numCounted));',
    replace: 'return div(sum(losses), Math.min(1, numCounted));',
    tests: crossEntropyTests,
  },
  {
    name: 'embeddingLookup: an id that comes twice gets its last gradient',
    file: 'src/engine/fixes/cpu/unsortedSegmentSum.ts',
    find: 'sums[id * width + i] += rows[row * width + i];',
    replace: 'sums[id * width + i] = rows[row * width + i];',
    tests: ['test/ops/embeddingLookup.test.ts'],
  },
  {
    name: 'embeddingLookup: an id of the size of the table accepted',
    file: 'src/ops/embeddingLookup.ts',
    find: '(index < 0 || index >= count)',
    replace: '(index < 0 || index > count)',
    tests: ['test/ops/embeddingLookup.test.ts'],
  },
  {
    name: 'mean squared error halved',
    file: 'src/losses/meanSquaredError.ts',
    find: 'mean(square(sub(prediction, target)))',
    replace: 'mean(square(sub(mul(prediction, Math.SQRT1_2), mul(target, Math.SQRT1_2))))',
    imports: "import { mul } from '@tensorflow/tfjs-core';",
    tests: ['test/losses/meanSquaredError.test.ts'],
  },
];
