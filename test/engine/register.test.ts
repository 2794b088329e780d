import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert } from 'chai';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

const gradients = [
  ...['Maximum', 'Minimum', 'SquaredDifference', 'Cumsum', 'BatchMatMul'],
  ...['Exp', 'Tanh', 'Sigmoid', 'Pow', 'Softmax'],
  ...['Equal', 'NotEqual', 'Greater', 'GreaterEqual', 'Less', 'LessEqual'],
  ...['LogicalAnd', 'LogicalOr', 'LogicalNot', 'Any', 'All'],
];
const kernels = [
  ...['Add', 'Sub', 'Multiply', 'RealDiv', 'Maximum', 'Minimum'],
  ...['BatchMatMul', 'Sum', 'Transpose', 'Tile', 'UnsortedSegmentSum'],
];

/** What a process prints: whether our entries are in place, and what the fixes compute. */
interface Found {
  backend: string;
  replaced: string[];
  numbers: Record<string, number[]>;
}

const ours = './src/engine/register.js';
const measure = `
  const names = { gradients: ${JSON.stringify(gradients)}, kernels: ${JSON.stringify(kernels)} };
  const entries = () => new Map([
    ...names.gradients.map((name) => ['gradient of ' + name, core.getGradient(name)]),
    ...names.kernels.map((name) => [name, core.getKernel(name, 'cpu')]),
  ]);
  const same = (a, b) => [...a].filter(([name, entry]) => entry !== undefined && entry === b.get(name)).map(([name]) => name);
  const list = (x) => Array.from(x.dataSync());
  const numbers = () => ({
    matMul: list(core.grads((a, b) => core.matMul(a, b))([core.ones([2, 1, 2]), core.ones([2, 1])])[1]),
    second: list(core.grad(core.grad((x) => core.mul(x, core.exp(x))))(core.scalar(1))),
    compared: list(core.grad((x) => core.mul(x, core.cast(core.greater(x, 2), 'float32')))(core.tensor([1, 3]))),
    segments: list(core.unsortedSegmentSum(core.tensor([1, 2]), core.tensor1d([1, 1], 'int32'), 2)),
    relu: list(core.grad((x) => core.relu(x))(core.tensor([-1, 1]))),
  });
  console.warn = () => undefined;
`;

function run(script: string): Found {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  const options = { cwd: root, env: { ...process.env, NODE_OPTIONS: '' }, encoding: 'utf8', stdio: 'pipe' } as const;
  const printed = execFileSync(process.execPath, args, options);
  return JSON.parse(printed.slice(printed.lastIndexOf('\n{'))) as Found;
}

const print = `console.log('\\n' + JSON.stringify({ backend: core.getBackend(), replaced, numbers: numbers() }));`;

describe('register', () => {
  const everything = [...gradients.map((name) => `gradient of ${name}`), ...kernels].sort();

  function assertRight({ matMul, second, compared, segments, relu }: Found['numbers']): void {
    assert.deepEqual(matMul, [2, 2]);
    assert.closeTo(second[0], 3 * Math.E, 1e-5);
    assert.deepEqual(compared, [0, 1]);
    assert.deepEqual(segments, [0, 3]);
    assert.deepEqual(relu, [0, 1]);
  }

  it('alone brings gradients, the cpu backend and our fixes', () => {
    const { backend, numbers } = run(`import * as core from '@tensorflow/tfjs-core'; import '${ours}';
      ${measure} const replaced = [];${print}`);
    assert.equal(backend, 'cpu');
    assertRight(numbers);
  });

  it('after @tensorflow/tfjs replaces every entry', () => {
    const { backend, replaced, numbers } =
      run(`import '@tensorflow/tfjs'; import * as core from '@tensorflow/tfjs-core';
      ${measure} const before = entries(); await import('${ours}');
      const kept = same(before, entries()); const replaced = [...before.keys()].filter((name) => !kept.includes(name));${print}`);
    assert.equal(backend, 'cpu');
    assert.sameMembers(replaced, everything);
    assertRight(numbers);
  });

  it('before @tensorflow/tfjs loses no entry to it, nor to a second registration', () => {
    const { backend, replaced, numbers } = run(`import '${ours}'; import * as core from '@tensorflow/tfjs-core';
      ${measure} const before = entries(); await import('@tensorflow/tfjs');
      for (const name of names.gradients) core.registerGradient({ kernelName: name, gradFunc: () => ({}) });
      for (const name of names.kernels) core.registerKernel({ kernelName: name, backendName: 'cpu', kernelFunc: () => [] });
      const kept = same(before, entries()); const replaced = [...before.keys()].filter((name) => !kept.includes(name));${print}`);
    assert.equal(backend, 'cpu');
    assert.deepEqual(replaced, []);
    assertRight(numbers);
  });

  it('stands below static imports of @tensorflow/tfjs on either side', () => {
    for (const imports of [
      `import '@tensorflow/tfjs'; import '${ours}';`,
      `import '${ours}'; import '@tensorflow/tfjs';`,
    ]) {
      const { numbers } = run(`${imports} import * as core from '@tensorflow/tfjs-core';
        ${measure} const replaced = [];${print}`);
      assertRight(numbers);
    }
  });

  it('gives up an entry that is unregistered on purpose', () => {
    const { numbers } = run(`import '${ours}'; import * as core from '@tensorflow/tfjs-core';
      ${measure} const replaced = [];
      core.unregisterGradient('Relu');
      core.unregisterGradient('Exp');
      core.registerGradient({ kernelName: 'Relu', inputsToSave: ['x'], gradFunc: (dy, [x]) => ({ x: () => core.mul(dy, 7) }) });
      core.registerGradient({ kernelName: 'Exp', gradFunc: (dy) => ({ x: () => core.mul(dy, 0) }) });${print}`);
    assert.deepEqual(numbers.relu, [7, 7]);
    // (x · eˣ)′ is then taken for eˣ, whose own derivative for 0.
    assert.deepEqual(numbers.second, [0]);
  });

  it('leaves a backend that was chosen before', () => {
    const { backend } =
      run(`import * as core from '@tensorflow/tfjs-core'; import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
      ${measure} const replaced = [];
      core.registerBackend('mine', () => new MathBackendCPU()); core.copyRegisteredKernels('cpu', 'mine');
      await core.setBackend('mine'); await import('${ours}');
      console.log('\\n' + JSON.stringify({ backend: core.getBackend() }));`);
    assert.equal(backend, 'mine');
  });
});
