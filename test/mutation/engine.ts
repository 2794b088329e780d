import type { Mutation } from './runner/Mutation.js';

const MAT_MUL = 'src/engine/fixes/cpu/matMul.ts';
const RANDOM_KEY = 'src/engine/random/RandomKey.ts';
const matMulTests = ['test/engine/fixes/cpu/matMul.test.ts'];
const keyTests = ['test/engine/random/RandomKey.test.ts'];

/** Kernels, gradients of TensorFlow.js's operations, random numbers. */
export const engine: Mutation[] = [
  {
    name: 'matMul: last partial tile of rows skipped',
    file: MAT_MUL,
    find: 'for (let row = 0; row < rows; row += TILE) {',
    replace: 'for (let row = 0; row + TILE <= rows; row += TILE) {',
    tests: matMulTests,
  },
  {
    name: 'matMul: last partial tile of columns skipped',
    file: MAT_MUL,
    find: 'for (let column = 0; column < columns; column += TILE) {',
    replace: 'for (let column = 0; column + TILE <= columns; column += TILE) {',
    tests: matMulTests,
  },
  {
    name: 'matMul: last of the summed products left out',
    file: MAT_MUL,
    find: 'for (let i = 0; i < length; i++) {\n    const a0',
    replace: 'for (let i = 0; i < length - (length > 4 ? 1 : 0); i++) {\n    const a0',
    tests: matMulTests,
  },
  {
    name: 'matMul: summed in single precision',
    file: MAT_MUL,
    find: 's21 += a2 * b1;',
    replace: 's21 = Math.fround(s21 + Math.fround(a2 * b1));',
    tests: matMulTests,
  },
  {
    name: 'matMul: first matrix of a batch taken for all',
    file: MAT_MUL,
    find: 'if (start === this.loaded) return;',
    replace: 'if (this.loaded >= 0) return;',
    tests: matMulTests,
  },
  {
    name: 'broadcast gradient averaged, not summed',
    file: 'src/engine/sumToShape.ts',
    find: '    sum(\n',
    replace: '    mean(\n',
    imports: "import { mean } from '@tensorflow/tfjs-core';",
    tests: ['test/engine/sumToShape.test.ts'],
  },
  {
    name: 'matMul gradient averaged over the batches of a broadcast operand',
    file: 'src/engine/fixes/matMulGradient.ts',
    find: 'b: () => sumToShape(byB(), b.shape)',
    replace: 'b: () => mul(sumToShape(byB(), b.shape), b.size / byB().size)',
    imports: "import { mul } from '@tensorflow/tfjs-core';",
    tests: ['test/engine/fixes/matMulGradient.test.ts'],
  },
  {
    name: 'maximum of equals gives its gradient to both',
    file: 'src/engine/fixes/broadcastGradients.ts',
    find: 'select(Maximum, greaterEqual, less);',
    replace: 'select(Maximum, greaterEqual, lessEqual);',
    tests: ['test/engine/fixes/broadcastGradients.test.ts'],
  },
  {
    name: 'cumsum gradient in the same direction',
    file: 'src/engine/fixes/cumsumGradient.ts',
    find: 'exclusive, !reverse)',
    replace: 'exclusive, reverse)',
    tests: ['test/engine/fixes/cumsumGradient.test.ts'],
  },
  {
    name: 'second derivatives through saved outputs',
    file: 'src/engine/fixes/savedOutputGradients.ts',
    find: 'isRecording() ? compute(inputs, attributes) :',
    replace: 'inputs.length > 9 && isRecording() ? compute(inputs, attributes) :',
    tests: ['test/engine/fixes/savedOutputGradients.test.ts'],
  },
  {
    name: 'captured tensor named twice gets its gradient twice',
    file: 'src/engine/recompute.ts',
    find: 'const besides = [...new Set(captured)];',
    replace: 'const besides = captured;',
    tests: ['test/engine/recompute.test.ts'],
  },
  {
    name: 'gradient flows through stopGradient',
    file: 'src/engine/stopGradient.ts',
    find: 'return customGrad<T>(() => ({ value: x.clone(), gradFunc: () => [] }))();',
    replace: 'return x.clone();',
    tests: ['test/engine/stopGradient.test.ts'],
  },
  {
    name: 'sum over the last axis starts anew in each row',
    file: 'src/engine/fixes/cpu/sum.ts',
    find: 'sums[start] += sum;',
    replace: 'sums[start] = sum;',
    tests: ['test/engine/fixes/cpu/sum.test.ts'],
  },
  {
    name: 'rows of a broadcast operand not rewound',
    file: 'src/engine/fixes/cpu/strides.ts',
    find: 'startB -= stridesB[axis] * shape[axis];',
    replace: 'startB -= stridesB[axis] * (shape[axis] - 1);',
    tests: ['test/engine/fixes/cpu/strides.test.ts'],
  },
  {
    name: 'random key: high half of a seed dropped',
    file: RANDOM_KEY,
    find: '[Math.floor(seed / 2 ** 32), seed >>> 0]',
    replace: '[0, seed >>> 0]',
    tests: keyTests,
  },
  {
    name: 'random key: high half of a folded number dropped',
    file: RANDOM_KEY,
    find: 'data >>> 0, Math.floor(data / 2 ** 32)',
    replace: 'data >>> 0, 0',
    tests: keyTests,
  },
  {
    name: 'random key: texts that differ after the fourth letter fold alike',
    file: RANDOM_KEY,
    find: 'for (const word of words) key',
    replace: 'for (const word of words.slice(0, 1)) key',
    tests: keyTests,
  },
  {
    name: 'random key: a text folds like the number of its letters',
    file: RANDOM_KEY,
    find: 'threefry(this.words, bytes.length, TEXT)',
    replace: 'threefry(this.words, bytes.length, 0)',
    tests: keyTests,
  },
  {
    name: 'threefry: one rotation off by one',
    file: 'src/engine/random/threefry.ts',
    find: '[13, 15, 26, 6, 17, 29, 16, 24]',
    replace: '[13, 15, 26, 6, 17, 29, 16, 23]',
    tests: ['test/engine/random/threefry.test.ts'],
  },
  {
    name: 'permutation that leaves nothing in its place',
    file: 'src/engine/random/draw.ts',
    find: 'randomInteger(key, i, i + 1)',
    replace: 'randomInteger(key, i, i)',
    tests: ['test/engine/random/draw.test.ts'],
  },
  {
    name: 'normal numbers of a pair that are equal',
    file: 'src/engine/random/draw.ts',
    find: 'values[i + 1] = mean + deviation * second;',
    replace: 'values[i + 1] = mean + deviation * first;',
    tests: ['test/engine/random/draw.test.ts'],
  },
];
