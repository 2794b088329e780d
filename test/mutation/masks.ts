import type { Mutation } from './runner/Mutation.js';

const OP = 'src/ops/talkingHeadsAttention/talkingHeadsAttention.ts';
const REFERENCE = 'src/ops/talkingHeadsAttention/reference.ts';
const MASK = 'src/ops/talkingHeadsAttention/attentionMask.ts';
const RECOMPUTE = 'src/ops/talkingHeadsAttention/recompute.ts';
const COMBINE = 'src/layers/attention/combineMasks.ts';
const LAYER = 'src/layers/attention/AttentionLayer.ts';
const tests = ['test/ops/talkingHeadsAttention/talkingHeadsAttention.test.ts'];
const layerTests = ['test/layers/attentionMasks.test.ts'];

const DEFINITION = `const mixed = preSoftmaxWeight === undefined ? logits : mixHeads(logits, preSoftmaxWeight);
  const biased = bias === undefined ? mixed : add(mixed, bias);
  const weights = maskedWeights(biased, mask);`;

/** Masks that hide the wrong things, and dropout at the wrong place. */
export const masks: Mutation[] = [
  {
    name: 'mask before the pre-mix',
    file: REFERENCE,
    find: DEFINITION,
    replace: `const hidden = mask === undefined ? logits : add(logits, additiveMask(mask));
  const mixed = preSoftmaxWeight === undefined ? hidden : mixHeads(hidden, preSoftmaxWeight);
  const biased = bias === undefined ? mixed : add(mixed, bias);
  const weights = maskedWeights(biased, undefined);`,
    tests,
  },
  {
    name: 'per-head mask taken by input head',
    file: REFERENCE,
    find: DEFINITION,
    replace: `const perHead = mask !== undefined && mask.shape[1]! > 1;
  const hidden = perHead ? add(logits, additiveMask(mask)) : logits;
  const mixed = preSoftmaxWeight === undefined ? hidden : mixHeads(hidden, preSoftmaxWeight);
  const biased = bias === undefined ? mixed : add(mixed, bias);
  const weights = maskedWeights(biased, perHead ? undefined : mask);`,
    tests,
  },
  {
    name: 'bias before the pre-mix',
    file: REFERENCE,
    find: DEFINITION,
    replace: `const biasedLogits = bias === undefined ? logits : add(logits, bias);
  const biased = preSoftmaxWeight === undefined ? biasedLogits : mixHeads(biasedLogits, preSoftmaxWeight);
  const weights = maskedWeights(biased, mask);`,
    tests,
  },
  {
    name: 'additive arithmetic in robust mode',
    file: REFERENCE,
    find: "mask.dtype === 'bool' ? maskedSoftmax(logits, mask) : softmax(add(logits, additiveMask(mask)))",
    replace: 'softmax(add(logits, additiveMask(mask)))',
    tests,
  },
  {
    name: 'additive arithmetic in robust mode of fused attention',
    file: RECOMPUTE,
    find: 'const { exponentials, total, largest } = maskedExponentials(biased, shown, [3]);',
    replace: `const { exponentials, total, largest } = maskedExponentials(shown ? add(biased, additiveMask(shown)) : biased, undefined, [3]);`,
    tests,
  },
  {
    name: 'additive mask of -1e4 instead of -1e9',
    file: REFERENCE,
    find: 'const ADDITIVE_MASK = -1e9;',
    replace: 'const ADDITIVE_MASK = -1e4;',
    tests: ['test/layers/golden.test.ts', 'test/ops/talkingHeadsAttention/reference.test.ts'],
  },
  {
    name: '< for <= in the causal mask',
    file: MASK,
    find: 'range(0, numKeys, 1, ',
    replace: 'range(1, numKeys + 1, 1, ',
    tests: ['test/ops/talkingHeadsAttention/attentionMask.test.ts'],
  },
  {
    name: 'causal mask aligned at the bottom right',
    file: MASK,
    find: 'range(0, numQueries, 1, ',
    replace: 'range(numKeys - numQueries, numKeys, 1, ',
    tests: ['test/ops/talkingHeadsAttention/attentionMask.test.ts'],
  },
  {
    name: 'causal mask lost beside another',
    file: MASK,
    find: 'if (robust) return logicalAnd(asBooleanMask(aligned), past);',
    replace: 'if (robust) return asBooleanMask(aligned);',
    tests: ['test/ops/talkingHeadsAttention/attentionMask.test.ts'],
  },
  {
    name: 'mask lost when scores are returned',
    file: OP,
    find: "const u = chosen === 'reference' ? referenceScores(problem) : recomputeScores(problem);",
    replace: `const shown = { ...problem, mask: undefined };
      const u = chosen === 'reference' ? referenceScores(shown) : recomputeScores(shown);`,
    tests,
  },
  {
    name: 'mask lost with dropout',
    file: OP,
    find: '...(hides ? hideUnseen(inputs, mask!) : {}), mask };',
    replace: '...(hides ? hideUnseen(inputs, mask!) : {}), mask: dropoutRate > 0 ? undefined : mask };',
    tests: ['test/ops/talkingHeadsAttention/attentionDropout.test.ts'],
  },
  {
    name: 'scores returned after dropout',
    file: OP,
    find: 'return [attend(u, problem.value, problem.dropout), u];',
    replace: `const { dropout: dropped } = problem;
      return [attend(u, problem.value, dropped), dropped ? drop(u, dropped.rate, dropped.key) : u];`,
    imports: "import { dropout as drop } from '../dropout.js';",
    tests: ['test/ops/talkingHeadsAttention/attentionDropout.test.ts'],
  },
  {
    name: 'dropout before the post-mix',
    file: OP,
    find: 'return attend(referenceScores(problem), problem.value, problem.dropout);',
    replace: `const { dropout: dropped, postSoftmaxWeight: post } = problem;
    if (!dropped || !post) return attend(referenceScores(problem), problem.value, dropped);
    const weights = drop(referenceScores({ ...problem, postSoftmaxWeight: undefined }), dropped.rate, dropped.key);
    return attend(mixHeads(weights, post), problem.value);`,
    imports: "import { dropout as drop } from '../dropout.js';import { mixHeads } from '../mixHeads.js';",
    tests: ['test/ops/talkingHeadsAttention/attentionDropout.test.ts'],
  },
  {
    name: 'dropout before the post-mix of fused attention',
    file: RECOMPUTE,
    find: 'return { value: attend(scores, given.value, attention.dropout), residuals: statistics };',
    replace: `const { dropout } = attention;
      const { weights } = scoresAgain(given, statistics);
      const kept = dropout ? mixed(mul(weights, dropoutMask(scores.shape, dropout.rate, dropout.key)), given.postSoftmaxWeight) : scores;
      return { value: attend(kept, given.value), residuals: statistics };`,
    tests: ['test/ops/talkingHeadsAttention/attentionDropout.test.ts'],
  },
  {
    name: 'dropout that does not make up for what it drops',
    file: 'src/ops/dropout.ts',
    find: 'rate === 1 ? 0 : 1 / (1 - rate)',
    replace: 'rate === 1 ? 0 : 1',
    tests: ['test/backends/simd/dropout.test.ts'],
  },
  {
    name: 'dropout that keeps what it should drop',
    file: 'src/ops/dropout.ts',
    find: '(word < threshold ? 0 : kept)',
    replace: '(word < threshold ? kept : 0)',
    tests: ['test/backends/simd/dropout.test.ts'],
  },
  {
    name: 'values hidden from every query reach the product',
    file: MASK,
    find: 'value: select(keys, value) };',
    replace: 'value };',
    tests: ['test/ops/talkingHeadsAttention/hiddenInputs.test.ts'],
  },
  {
    name: 'keys past the last query not hidden by a causal mask alone',
    file: MASK,
    find: 'return mask !== undefined || (causal && numKeys > numQueries);',
    replace: 'return mask !== undefined;',
    tests: ['test/hostile/padding.test.ts'],
  },
  {
    name: 'query with nothing to attend attends to everything',
    file: 'src/ops/maskedSoftmax.ts',
    find: 'const exponentials = where(mask, powers, scalar(0));',
    replace:
      'const exponentials = where(logicalAnd(logicalNot(mask), showsAny(mask, x.rank, axes)), scalar(0), powers);',
    imports: "import { logicalAnd, logicalNot } from '@tensorflow/tfjs-core';",
    tests: ['test/backends/simd/maskedSoftmax.test.ts'],
  },
  {
    name: 'padding of the first batch element taken for all',
    file: COMBINE,
    find: 'parts.push(reshape(folded, ofQuery ? [batch, 1, length, 1] : [batch, 1, 1, length]));',
    replace: `const first = tensor(Uint8Array.from(folded.dataSync()).slice(0, length), [1, length], 'bool');
    parts.push(reshape(first, ofQuery || batch < 0 ? [1, 1, length, 1] : [1, 1, 1, length]));`,
    tests: layerTests,
  },
  {
    name: 'key padding ignored',
    file: COMBINE,
    find: "padding('keyMask', key, false);",
    replace: '',
    tests: layerTests,
  },
  {
    name: 'query padding applied to the keys',
    file: COMBINE,
    find: "padding('queryMask', query, true);",
    replace: "padding('queryMask', query, query[1] !== key[1]);",
    tests: layerTests,
  },
  {
    name: 'masks joined by or',
    file: COMBINE,
    find: 'parts.reduce((all, mask) => logicalAnd(all, mask));',
    replace: 'parts.reduce((all, mask) => logicalOr(all, mask));',
    imports: "import { logicalOr } from '@tensorflow/tfjs-core';",
    tests: layerTests,
  },
  {
    name: 'mask that an input carries ignored',
    file: LAYER,
    find: 'valueMask: options.valueMask ?? masks.value,',
    replace: 'valueMask: options.valueMask,',
    tests: layerTests,
  },
  {
    name: 'attention layer without dropout in training',
    file: LAYER,
    find: "return { dropoutRate: rate, randomKey: options.randomKey.fold('dropout') };",
    replace: 'return {};',
    tests: ['test/layers/attentionInputs.test.ts'],
  },
];
