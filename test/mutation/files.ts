import type { Mutation } from './runner/Mutation.js';

const SAFETENSORS = 'src/checkpoints/safetensors.ts';
const VALUES = 'src/checkpoints/safetensorsValues.ts';
const HEADER = 'src/checkpoints/safetensorsHeader.ts';
const WEIGHTS = 'src/checkpoints/weightsFile.ts';
const tests = ['test/checkpoints/safetensors.test.ts'];
const headerTests = ['test/checkpoints/safetensorsHeader.test.ts'];
const weightsTests = ['test/checkpoints/weightsFile.test.ts'];

/** Weights in files, and the judge of gradients that users are given. */
export const files: Mutation[] = [
  {
    name: 'safetensors: whole numbers read as float32',
    file: VALUES,
    find: 'return new Int32Array(buffer, byteOffset, length / 4);',
    replace: 'return new Float32Array(buffer, byteOffset, length / 4);',
    tests,
  },
  {
    name: 'safetensors: values of the tensor before',
    file: SAFETENSORS,
    find: 'copyOf(data.subarray(begin, end))',
    replace: 'copyOf(data.subarray(Math.max(0, 2 * begin - end), Math.max(0, 2 * begin - end) + end - begin))',
    tests,
  },
  {
    name: 'safetensors: boolean other than 0 or 1 accepted',
    file: VALUES,
    find: 'values.findIndex((value) => value > 1)',
    replace: 'values.findIndex((value) => value > 255)',
    tests,
  },
  {
    name: 'safetensors: overlapping tensors accepted',
    file: HEADER,
    find: 'if (begin !== position) {',
    replace: 'if (begin > position) {',
    tests: headerTests,
  },
  {
    name: 'safetensors: bytes behind the last tensor accepted',
    file: HEADER,
    find: 'if (position !== dataLength) {',
    replace: 'if (position > dataLength) {',
    tests: headerTests,
  },
  {
    name: 'safetensors: high half of the length of the header ignored',
    file: 'src/checkpoints/safetensorsHeaderLength.ts',
    find: 'view.getUint32(0, true) + 2 ** 32 * view.getUint32(4, true)',
    replace: 'view.getUint32(0, true)',
    tests: ['test/checkpoints/safetensorsHeader.test.ts'],
  },
  {
    name: 'safetensors: tensors of one name accepted',
    file: 'src/checkpoints/SafetensorsTable.ts',
    find: 'rank < this.#size',
    replace: 'rank < this.#size - 1',
    tests: ['test/checkpoints/SafetensorsMap.test.ts'],
  },
  {
    name: 'safetensors: a name found that only begins as another',
    file: 'src/checkpoints/SafetensorsTable.ts',
    find: 'return length - other;',
    replace: 'return Math.min(length - other, 0);',
    tests: ['test/checkpoints/SafetensorsMap.test.ts'],
  },
  {
    name: 'safetensors: key that comes twice in an entry accepted',
    file: 'src/checkpoints/checkHeaderKeys.ts',
    find: 'if (keys.has(key))',
    replace: "if (keys.has(key) && key === '')",
    tests: ['test/checkpoints/checkHeaderKeys.test.ts'],
  },
  {
    name: 'weights that a file lacks left as they are',
    file: WEIGHTS,
    find: 'if (strict && missing.length > 0)',
    replace: 'if (strict && missing.length > parameters.size)',
    tests: weightsTests,
  },
  {
    name: 'weights of another shape of the same size loaded',
    file: WEIGHTS,
    find: 'if (!shapeMatches(shape, parameter.shape)) {',
    replace: 'if (values.length !== parameter.value.size) {',
    tests: weightsTests,
  },
  {
    name: 'checkGradients passes NaN',
    file: 'src/testing/GradientReport.ts',
    find: 'return error <= this.tolerance;',
    replace: 'return !(error > this.tolerance);',
    tests: ['test/testing/GradientReport.test.ts'],
  },
  {
    name: 'checkGradients moves along one direction only',
    file: 'src/testing/checkGradients.ts',
    find: "key.fold('direction').fold(i)",
    replace: "key.fold('direction').fold(i - i)",
    tests: ['test/testing/checkGradients.test.ts'],
  },
  {
    name: 'checkGradients weighs all outputs alike',
    file: 'src/testing/directionalErrors.ts',
    find: 'const cotangent = randomNormal(key, shape);',
    replace: 'const cotangent = add(mul(randomNormal(key, shape), 0), 1);',
    imports: "import { add, mul } from '@tensorflow/tfjs-core';",
    tests: ['test/testing/checkGradients.test.ts'],
  },
];
