import * as core from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { assert } from 'chai';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { einsum } from '../../src/ops/einsum.js';
import { useBackend } from '../helpers/useBackend.js';
import { addChainedMethods, CHAINED_METHODS } from './tensorflow/chainedMethods.js';
import { bundleSpecs, specFolder, type SpecProgram } from './tensorflow/bundleSpecs.js';
import { collectSpecs, type Spec } from './tensorflow/collectSpecs.js';

/** Ops whose gradient or kernel is ours, or which are made of such: their specs are run whole. */
const OURS = [
  ...['add', 'sub', 'arithmetic', 'binary_ops', 'mat_mul', 'sum', 'mean', 'transpose', 'tile'],
  ...['unsorted_segment_sum', 'gather', 'cumsum', 'exp', 'tanh', 'sigmoid', 'softmax', 'max', 'min'],
  ...['equal', 'not_equal', 'greater', 'greater_equal', 'less', 'less_equal'],
  ...['logical_and', 'logical_or', 'logical_not', 'any', 'all'],
];
const OTHERS = readdirSync(join(specFolder, 'ops'))
  .filter((file) => file.endsWith('_test.js'))
  .map((file) => file.replace(/_test\.js$/, ''))
  .filter((op) => !OURS.includes(op));

/** Specs of what is otherwise here, on purpose: each is run and must fail. */
const OTHERWISE = new Map([
  [
    'gradients errors if relevant ops are missing grads',
    'asserts that logicalAnd has no gradient; here it is zero, so that a mask may be computed of what is differentiated',
  ],
]);
/** Not run: no tensor of this project holds strings, and TensorFlow.js loses count of their bytes in `memory()`. */
const STRINGS = /^(?!.*throws).*string/i;

const GRADIENT = /grad/i;
/** Gradients of ours that are not zero, and the specs that must see when one is wrong. */
const GRADIENTS: [kernelName: string, op: string][] = [
  [core.BatchMatMul, 'mat_mul'],
  [core.Cumsum, 'cumsum'],
  [core.Exp, 'exp'],
  [core.Maximum, 'binary_ops'],
  [core.Minimum, 'binary_ops'],
  [core.Pow, 'arithmetic'],
  [core.Sigmoid, 'sigmoid'],
  [core.Softmax, 'softmax'],
  [core.SquaredDifference, 'binary_ops'],
  [core.Tanh, 'tanh'],
];

/** Kernels of ours, and the specs that must see when one is wrong. */
const KERNELS: [kernelName: string, op: string][] = [
  [core.Add, 'add'],
  [core.Sub, 'sub'],
  [core.Multiply, 'arithmetic'],
  [core.RealDiv, 'arithmetic'],
  [core.Maximum, 'binary_ops'],
  [core.Minimum, 'binary_ops'],
  [core.BatchMatMul, 'mat_mul'],
  [core.Sum, 'sum'],
  [core.Tile, 'tile'],
  [core.Transpose, 'transpose'],
  [core.UnsortedSegmentSum, 'unsorted_segment_sum'],
];

for (const backendName of ['cpu', 'simd'])
  describe(`TensorFlow.js's own specs on our gradients and kernels of ${backendName}`, () => {
    useBackend(backendName);

    const passed = { gradient: new Map<string, number>(), other: new Map<string, number>() };
    const skippedStrings = new Set<string>();
    let programs: Map<string, SpecProgram>;
    let removeChainedMethods: () => void;

    before(async () => {
      const names = [...[...OURS, ...OTHERS].map((op) => `ops/${op}_test`), 'gradients_test', CHAINED_METHODS];
      programs = await bundleSpecs(names);
      removeChainedMethods = addChainedMethods(programs.get(CHAINED_METHODS)!);
    });

    after(() => {
      removeChainedMethods();
      assert.notProperty(core.Tensor.prototype, 'square');
      const lines = Object.entries(passed).map(([kind, counts]) => {
        const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
        return `${total} ${kind} specs passed: ${[...counts].map(([op, count]) => `${op} ${count}`).join(', ')}`;
      });
      const otherwise = [...OTHERWISE].map(([name, reason]) => `skipped: '${name}' ${reason}`);
      const strings = `skipped: ${skippedStrings.size} specs of string tensors`;
      console.log(`\nspecs of TensorFlow.js ${core.version_core}\n${[...lines, ...otherwise, strings].join('\n')}\n`);
    });

    const specsOf = (file: string, which: (spec: Spec) => boolean = () => true): Spec[] => {
      const specs = collectSpecs(programs.get(file)!).filter(which);
      for (const { name } of specs) if (STRINGS.test(name)) skippedStrings.add(`${file} ${name}`);
      return specs.filter(({ name }) => !STRINGS.test(name));
    };

    /** Asserts that each passes, and counts them. */
    const runAll = async (title: string, specs: Spec[]): Promise<void> => {
      for (const { name, run } of specs) {
        const error = await failureOf(run);
        if (OTHERWISE.has(name)) assert.isDefined(error, `${name}: passes, and need not be skipped`);
        else if (error !== undefined) throw new Error(`${name}: ${error.message}`, { cause: error });
        else {
          const counts = GRADIENT.test(name) ? passed.gradient : passed.other;
          counts.set(title, (counts.get(title) ?? 0) + 1);
        }
      }
    };

    it('are given the engine and the tensors that this project uses', () => {
      let given: Partial<typeof core> = {};
      collectSpecs((require) => (given = require('index') as typeof core));
      assert.strictEqual(given.engine, core.engine);
      assert.equal(given.getBackend!(), backendName);
      given.tidy!(() => assert.instanceOf(einsum('i->i', core.ones([2])), given.Tensor!));
    });

    for (const op of OURS) {
      it(`${op}, all specs`, async () => {
        const specs = specsOf(`ops/${op}_test`);
        assert.isAbove(specs.length, 0);
        await runAll(op, specs);
      });
    }

    it('gradients, valueAndGradients, customGrad', () => runAll('gradients', specsOf('gradients_test')));

    it('every other op, specs of gradients', async () => {
      for (const op of OTHERS) await runAll(op, specsOf(`ops/${op}_test`, isOfGradient));
      assert.isAtLeast(
        [...passed.gradient.values()].reduce((sum, count) => sum + count),
        460,
      );
    });

    const numFailures = async (specs: Spec[]): Promise<number> => {
      let failures = 0;
      for (const { run } of specs) if ((await failureOf(run)) !== undefined) failures++;
      return failures;
    };

    for (const [kernelName, op] of GRADIENTS) {
      it(`see that a gradient of ${kernelName} is a hundredth too large`, async () => {
        const ours = core.getGradient(kernelName);
        const replace = (config: core.GradConfig): void => {
          core.unregisterGradient(kernelName);
          core.registerGradient(config);
        };
        replace({ ...ours, gradFunc: (...given) => larger(ours.gradFunc(...given)) });
        try {
          assert.isAbove(await numFailures(specsOf(`ops/${op}_test`, isOfGradient)), 0);
        } finally {
          replace(ours);
        }
      });
    }

    for (const [kernelName, op] of KERNELS) {
      it(`see that the last value of ${kernelName} is wrong`, async () => {
        const ours = core.getKernel(kernelName, backendName);
        const replace = (config: core.KernelConfig): void => {
          core.unregisterKernel(kernelName, backendName);
          core.registerKernel(config);
        };
        replace({ ...ours, kernelFunc: (given) => withLastChanged(ours.kernelFunc(given) as core.TensorInfo) });
        try {
          assert.isAbove(await numFailures(specsOf(`ops/${op}_test`)), 0);
        } finally {
          replace(ours);
        }
      });
    }
  });

function isOfGradient({ name }: Spec): boolean {
  return GRADIENT.test(name);
}

async function failureOf(run: () => Promise<void>): Promise<Error | undefined> {
  return run().then(
    () => undefined,
    (error: unknown) => error as Error,
  );
}

/** The same gradients, times 1.01. */
function larger(gradients: Gradients): Gradients {
  return Object.fromEntries(
    Object.entries(gradients).map(([input, compute]) => [input, () => core.mul(compute(), 1.01)]),
  );
}

type Gradients = ReturnType<core.GradConfig['gradFunc']>;

function withLastChanged(result: core.TensorInfo): core.TensorInfo {
  const { data } = core.backend() as MathBackendCPU;
  const { values } = data.get(result.dataId);
  (values as Float32Array)[values!.length - 1] += 1;
  return result;
}
