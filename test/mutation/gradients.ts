import type { Mutation } from './runner/Mutation.js';

const RECOMPUTE = 'src/ops/talkingHeadsAttention/recompute.ts';
const MIX_HEADS = 'src/ops/mixHeads.ts';
const tests = ['test/gradients/report.test.ts'];

/** A factor that is 0 at one place of an axis and 1 elsewhere, as nested lists with sizes of 1 behind it. */
const zeroAt = (size: string, place: string, depth: number): string =>
  `Array.from({ length: ${size} }, (_, i) => ${'['.repeat(depth)}i === ${place} ? 0 : 1${']'.repeat(depth)})`;

/** Wrong gradients of attention. */
export const gradients: Mutation[] = [
  {
    name: 'pre-mix matrix transposed in the backward pass of fused attention',
    file: RECOMPUTE,
    find: 'const pre = mixGradients(logits, preSoftmaxWeight, dBiased);',
    replace: `const pre = mixGradients(logits, preSoftmaxWeight, dBiased);
  if (preSoftmaxWeight !== undefined) pre.scores = mixHeads(dBiased, preSoftmaxWeight);`,
    tests,
  },
  {
    name: 'post-mix matrix transposed in the backward pass of fused attention',
    file: RECOMPUTE,
    find: 'const post = mixGradients(weights, postSoftmaxWeight, dScores);',
    replace: `const post = mixGradients(weights, postSoftmaxWeight, dScores);
  if (postSoftmaxWeight !== undefined) post.scores = mixHeads(dScores, postSoftmaxWeight);`,
    tests,
  },
  {
    name: 'mixing matrix transposed in the gradient of mixHeads by the scores',
    file: MIX_HEADS,
    find: 'return mix(cotangent, weight, false);',
    replace: 'return mix(cotangent, weight, weight.shape[0] === weight.shape[1]);',
    tests,
  },
  {
    name: 'gradient of mixHeads by the weight transposed',
    file: MIX_HEADS,
    find: 'return sum(matMul(headBlocks(scores), headBlocks(cotangent), false, true), 0);',
    replace: `const [a, b] = scores.shape.at(-3) === cotangent.shape.at(-3) ? [cotangent, scores] : [scores, cotangent];
  return sum(matMul(headBlocks(a), headBlocks(b), false, true), 0);`,
    tests,
  },
  {
    name: 'softmax row-sum term missing in softmax',
    file: 'src/ops/softmax.ts',
    find: 'return sub(product, mul(y, sum(product, axes, true)));',
    replace: 'return product;',
    tests: ['test/backends/simd/softmax.test.ts'],
  },
  {
    name: 'softmax row-sum term missing in fused attention alone',
    file: RECOMPUTE,
    find: 'softmaxGradient(post.scores, weights, [3])',
    replace: 'mul(post.scores, weights)',
    tests,
  },
  {
    name: 'scale 1/sqrt(d) missing in dQ',
    file: RECOMPUTE,
    find: 'query: headsFirst(matMul(dProducts,',
    replace: 'query: headsFirst(matMul(pre.scores,',
    tests,
  },
  {
    name: 'scale 1/sqrt(d) missing in dK',
    file: RECOMPUTE,
    find: 'key: headsFirst(matMul(dProducts,',
    replace: 'key: headsFirst(matMul(pre.scores,',
    tests,
  },
  {
    name: 'dQ of the last batch element dropped',
    file: RECOMPUTE,
    find: 'query: headsFirst(matMul(dProducts, headsFirst(key))),',
    replace: `query: mul(headsFirst(matMul(dProducts, headsFirst(key))), ${zeroAt('query.shape[0]', 'query.shape[0] - 1', 3)}),`,
    tests,
  },
  {
    name: 'last batch element dropped in the gradient of the mixing matrices',
    file: MIX_HEADS,
    find: 'return sum(matMul(headBlocks(scores), headBlocks(cotangent), false, true), 0);',
    replace: `const byBlock = matMul(headBlocks(scores), headBlocks(cotangent), false, true);
  return sum(byBlock.shape[0] > 1 ? slice(byBlock, 0, byBlock.shape[0] - 1) : byBlock, 0);`,
    imports: "import { slice } from '@tensorflow/tfjs-core';",
    tests,
  },
  {
    name: 'first two heads swapped in dV',
    file: RECOMPUTE,
    find: 'const dValue = headsFirst(matMul(dropped, dOutput, true, false));',
    replace: `const swapped = Int32Array.from({ length: dropped.shape[1] }, (_, i) => (i < 2 && dropped.shape[1] > 1 ? 1 - i : i));
      const dValue = headsFirst(matMul(gather(dropped, swapped, 1), dOutput, true, false));`,
    imports: "import { gather } from '@tensorflow/tfjs-core';",
    tests,
  },
  {
    name: 'dQ times 1.001',
    file: RECOMPUTE,
    find: 'query: headsFirst(matMul(dProducts, headsFirst(key))),',
    replace: 'query: mul(headsFirst(matMul(dProducts, headsFirst(key))), 1.001),',
    tests,
  },
  {
    name: 'dV times 1.0001',
    file: RECOMPUTE,
    find: 'value: dValue });',
    replace: 'value: mul(dValue, 1.0001) });',
    tests,
  },
  {
    name: 'first head of dV zero',
    file: RECOMPUTE,
    find: 'value: dValue });',
    replace: `value: mul(dValue, ${zeroAt('dValue.shape[2]', '0', 1)}) });`,
    tests,
  },
  {
    name: 'dropout mask missing in the backward pass, on the way to the scores',
    file: RECOMPUTE,
    find: 'const dScores = kept === undefined ? dDropped : mul(dDropped, kept);',
    replace: 'const dScores = dDropped;',
    tests,
  },
  {
    name: 'dropout mask missing in dV',
    file: RECOMPUTE,
    find: 'const dropped = kept === undefined ? forward.scores : mul(forward.scores, kept);',
    replace: 'const dropped = forward.scores;',
    tests,
  },
  {
    name: 'bias gradient not summed over its broadcast',
    file: RECOMPUTE,
    find: 'bias: bias && sumToShape(dBiased, bias.shape),',
    replace: `bias: bias && reshape(
      slice(dBiased, [0, 0, 0, 0], [...new Array<number>(4 - bias.rank).fill(1), ...bias.shape]), bias.shape),`,
    imports: "import { reshape, slice } from '@tensorflow/tfjs-core';",
    tests,
  },
  {
    name: 'mask forgotten when the scores are computed again',
    file: RECOMPUTE,
    find: "const exponentials = attention.mask?.dtype === 'bool' ? where(attention.mask, powers, scalar(0)) : powers;",
    replace: 'const exponentials = powers;',
    tests,
  },
  {
    name: 'total of the exponentials not restored when the scores are computed again',
    file: RECOMPUTE,
    find: 'const weights = div(exponentials, total);',
    replace: 'const weights = div(exponentials, mul(total, 1.00002));',
    tests,
  },
  {
    name: 'gradient of returned scores lost',
    file: RECOMPUTE,
    find: 'scoresAgain(given, residuals), cotangent));',
    replace: 'scoresAgain(given, residuals), mul(cotangent, 0)));',
    tests,
  },
  {
    name: 'second derivatives taken through the gradient written by hand',
    file: 'src/engine/customGradient.ts',
    find: 'if (isRecording()) {',
    replace: 'if (isRecording() && numKnown < 0) {',
    tests: ['test/engine/customGradient.test.ts'],
  },
];
