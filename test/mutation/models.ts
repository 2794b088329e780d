import type { Mutation } from './runner/Mutation.js';

const GENERATE = 'src/models/generateTokens.ts';
const DRAW = 'src/models/drawToken.ts';
const BLOCK = 'src/layers/DecoderBlock.ts';
const BRANCH = 'src/layers/block/ResidualBranch.ts';
const STACK = 'src/models/TransformerStack.ts';
const blockTests = ['test/layers/DecoderBlock.test.ts'];
const generateTests = ['test/models/generate.test.ts'];
const drawTests = ['test/models/drawToken.test.ts'];
const shuffleTests = ['test/data/shuffledWindows.test.ts'];
const windowTests = ['test/data/tokenWindows.test.ts'];

/** Layers, models, and how they begin and speak. */
export const models: Mutation[] = [
  {
    name: 'decoder that sees the future',
    file: BLOCK,
    find: 'useCausalMask: true }',
    replace: 'useCausalMask: false }',
    tests: blockTests,
  },
  {
    name: 'block without the way around its parts',
    file: BRANCH,
    find: 'return { x, added: weigh(part(normalized)) };',
    replace: 'return { x: weigh(part(normalized)) };',
    tests: blockTests,
  },
  {
    name: 'block that normalizes first where it should last',
    file: BRANCH,
    find: "this.#normalizesFirst = normalization === 'pre';",
    replace: "this.#normalizesFirst = normalization !== 'pre';",
    tests: blockTests,
  },
  {
    name: 'transformer without positions',
    file: STACK,
    find: 'return add(embedded, slice(this.positions.value, [0, 0], [length, -1]));',
    replace: 'return embedded;',
    tests: ['test/models/Transformer.test.ts'],
  },
  {
    name: 'blocks that begin with the same weights',
    file: STACK,
    find: "key.fold('blocks').fold(i)",
    replace: "key.fold('blocks').fold(i - i)",
    tests: ['test/models/Transformer.test.ts'],
  },
  {
    name: 'dense bias lost',
    file: 'src/layers/Dense.ts',
    find: 'linear(x, this.kernel.value, this.bias?.value)',
    replace: 'linear(x, this.kernel.value, undefined)',
    tests: ['test/layers/Dense.test.ts'],
  },
  {
    name: 'einsum dense layer: summed axes that are not the last of its input',
    file: 'src/layers/EinsumDense.ts',
    find: 'input.endsWith(kernel.slice(0, summed)) && output === kept + units',
    replace: 'output.endsWith(units) && kept !== units',
    tests: ['test/layers/EinsumDense.test.ts'],
  },
  {
    name: 'linear: the gradient of its kernel is that of another product',
    file: 'src/backends/simd/replacements/linear.ts',
    find: 'b: dy[i], transposeA: true',
    replace: 'b: dy[0], transposeA: true',
    tests: ['test/ops/linear.test.ts'],
  },
  {
    name: 'linear: the gradient by x of the first of several products alone',
    file: 'src/backends/simd/replacements/linear.ts',
    find: 'scratch, kernels.length, size, to',
    replace: 'scratch, 1, size, to',
    tests: ['test/ops/linear.test.ts'],
  },
  {
    name: 'linear: a bias of another product',
    file: 'src/backends/simd/replacements/linear.ts',
    find: 'sumOfRows(simd, dy[i])',
    replace: 'sumOfRows(simd, dy[0])',
    tests: ['test/ops/linear.test.ts'],
  },
  {
    name: 'attention: the key projected as the value where both are the query',
    file: 'src/layers/attention/AttentionLayer.ts',
    find: 'const layers = [this.query, this.key, this.value];',
    replace: 'const layers = [this.query, this.value, this.value];',
    tests: ['test/layers/TalkingHeadsAttention.golden.test.ts'],
  },
  {
    name: 'addNorm: gradients by the sum and by its norm mistaken',
    file: 'src/ops/addNorm.ts',
    find: 'gradients: ([direct, dy],',
    replace: 'gradients: ([dy, direct],',
    tests: ['test/ops/addNorm.test.ts'],
  },
  {
    name: 'addNorm: the second term has no gradient where the norm is not used',
    file: 'src/ops/addNorm.ts',
    find: 'added: () => (wanted === undefined ? gradient.clone() : gradient)',
    replace: 'added: () => mul(gradient, 0)',
    imports: "import { mul } from '@tensorflow/tfjs-core';",
    tests: ['test/ops/addNorm.test.ts'],
  },
  {
    name: 'blocks: the last term forgotten before padding is hidden',
    file: 'src/layers/block/Residual.ts',
    find: 'return added === undefined ? x : add(x, added);',
    replace: 'return x;',
    tests: ['test/layers/TransformerEncoderBlock.test.ts', 'test/layers/DecoderBlock.test.ts'],
  },
  {
    name: 'key projected by the query',
    file: 'src/layers/attention/AttentionLayer.ts',
    find: 'layers[i].call(input)',
    replace: 'layers[i === 1 && key.shape.at(-1) === query.shape.at(-1) ? 0 : i].call(input)',
    tests: ['test/layers/TalkingHeadsAttention.golden.test.ts'],
  },
  {
    name: 'fans of an initializer changed round',
    file: 'src/initializers/computeFans.ts',
    find: 'fanIn: shape.at(-2)! * receptiveField, fanOut: shape.at(-1)! * receptiveField',
    replace: 'fanIn: shape.at(-1)! * receptiveField, fanOut: shape.at(-2)! * receptiveField',
    tests: ['test/initializers/computeFans.test.ts'],
  },
  {
    name: 'truncated normal not widened for its cut',
    file: 'src/initializers/VarianceScaling.ts',
    find: 'deviation / TRUNCATED_DEVIATION',
    replace: 'deviation * Math.max(1, TRUNCATED_DEVIATION)',
    tests: ['test/initializers/VarianceScaling.test.ts'],
  },
  {
    name: 'generate reads the logits of the first token',
    file: GENERATE,
    find: '[0, tokens.length - 1, 0]',
    replace: '[0, 0, 0]',
    tests: generateTests,
  },
  {
    name: 'generate multiplies by the temperature',
    file: DRAW,
    find: '(logit - largest) / temperature',
    replace: '(logit - largest) * temperature',
    tests: generateTests,
  },
  {
    name: 'generate reads the beginning of a long text',
    file: GENERATE,
    find: 'tokens.slice(-model.contextLength)',
    replace: 'tokens.slice(0, model.contextLength)',
    tests: generateTests,
  },
  {
    name: 'generate draws the same number for every token',
    file: GENERATE,
    find: 'key.fold(i)',
    replace: 'key',
    tests: generateTests,
  },
  {
    name: 'topK leaves one token more',
    file: DRAW,
    find: 'order.subarray(0, topK)',
    replace: 'order.subarray(0, topK + 1)',
    tests: drawTests,
  },
  {
    name: 'topP of all tokens, not of those that topK leaves',
    file: DRAW,
    find: 'topP * sumOf(ranked)',
    replace: 'topP * sumOf(weights)',
    tests: drawTests,
  },
  {
    name: 'topP stops before its probability is reached',
    file: DRAW,
    find: 'reached < enough',
    replace: 'reached + ranked[kept] < enough',
    tests: drawTests,
  },
  {
    name: 'equally likely tokens from the highest',
    file: DRAW,
    find: 'weights[b] - weights[a] || a - b',
    replace: 'weights[b] - weights[a] || b - a',
    tests: drawTests,
  },
  {
    name: 'every epoch in the same order',
    file: 'src/data/shuffledWindows.ts',
    find: 'key.fold(Math.floor(number / perEpoch))',
    replace: 'key.fold(0)',
    tests: shuffleTests,
  },
  {
    name: 'shuffled windows overlap',
    file: 'src/data/shuffledWindows.ts',
    find: 'order[number % perEpoch] * length',
    replace: 'order[number % perEpoch]',
    tests: shuffleTests,
  },
  {
    name: 'targets that are the inputs',
    file: 'src/data/windowsAt.ts',
    find: 'tokens.subarray(start + 1, start + 1 + length)',
    replace: 'tokens.subarray(start, start + length)',
    tests: [...windowTests, ...shuffleTests],
  },
  {
    name: 'the same windows in every step',
    file: 'src/data/tokenWindows.ts',
    find: 'const stepKey = key.fold(step);',
    replace: 'const stepKey = key;',
    tests: windowTests,
  },
  {
    name: 'last window of a text never drawn',
    file: 'src/data/tokenWindows.ts',
    find: 'randomInteger(stepKey, i, tokens.length - length)',
    replace: 'randomInteger(stepKey, i, Math.max(1, tokens.length - length - 1))',
    tests: windowTests,
  },
  {
    name: 'last window of a text not measured',
    file: 'src/data/tokenWindows.ts',
    find: 'Math.floor((tokens.length - 1) / length)',
    replace: 'Math.floor((tokens.length - 2) / length)',
    tests: windowTests,
  },
  {
    name: 'bigram table smoothed by one count alone',
    file: 'src/data/bigramLoss.ts',
    find: '(firsts[validation[i - 1]] + vocabularySize)',
    replace: '(firsts[validation[i - 1]] + 1)',
    tests: ['test/data/bigramLoss.test.ts'],
  },
  {
    name: 'characters sorted by their UTF-16 units',
    file: 'src/tokenizers/CharacterTokenizer.ts',
    find: '.sort((a, b) => codePoint(a) - codePoint(b))',
    replace: '.sort((a, b) => (codePoint(a) === codePoint(b) ? 0 : a < b ? -1 : 1))',
    tests: ['test/tokenizers/CharacterTokenizer.test.ts'],
  },
];
