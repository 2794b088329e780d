import {
  add,
  dispose,
  engine,
  exp,
  fill,
  log,
  matMul,
  memory,
  mul,
  scalar,
  sub,
  sum,
  tensor,
  tensor1d,
  tidy,
  where,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { Transformer } from '../../src/models/Transformer.js';
import { languageModelLoss } from '../../src/models/languageModelLoss.js';
import { Dense } from '../../src/layers/Dense.js';
import { valueAndGradients } from '../../src/modules/valueAndGradients.js';
import { SGD } from '../../src/optimizers/SGD.js';
import { findNonFiniteOperation, type NonFiniteInput } from '../../src/training/findNonFiniteOperation.js';
import { useBackend } from '../helpers/useBackend.js';

/** What was found, and what came in. */
async function search(f: () => Tensor | void): Promise<{ found: unknown; came: NonFiniteInput[] }> {
  const came: NonFiniteInput[] = [];
  const found = await findNonFiniteOperation(f, { onInput: (input) => void came.push(input) });
  return { found, came };
}

const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error as Error).message,
  );

/** What runs kernels. */
const runKernelNow = (): unknown => Reflect.get(engine(), 'runKernel');

for (const backend of ['cpu', 'simd']) {
  describe(`findNonFiniteOperation on ${backend}`, () => {
    useBackend(backend);

    it('names the first kernel that made a NaN, deep in a composite, with its shapes', async () => {
      const x = tensor([1, 2, 3, 4, 5, 6], [2, 3]);
      const weights = tensor([1, 0, 0, 1, 0, 1], [3, 2]);
      const layer = (): Tensor => sub(matMul(x, weights), scalar(5));
      const { found, came } = await search(() => exp(mul(sum(log(layer())), scalar(2))));
      assert.deepEqual(found, { kernel: 'Log', inputs: [[2, 2]], output: [2, 2], value: NaN });
      assert.deepEqual(came, []);
      dispose([x, weights]);
    });

    it('names an overflow, with all inputs', async () => {
      const found = await findNonFiniteOperation(() => mul(tensor1d([1, 1e30]), scalar(-1e30)));
      assert.deepEqual(found, { kernel: 'Multiply', inputs: [[2], []], output: [2], value: -Infinity });
    });

    it('finds nothing where all is finite', async () => {
      assert.deepEqual(await search(() => exp(scalar(1))), { found: undefined, came: [] });
    });

    it('blames no kernel for a NaN that came in, and tells of it', async () => {
      const x = tensor([1, NaN]);
      const { found, came } = await search(() => sum(exp(add(x, scalar(1)))));
      assert.isUndefined(found);
      assert.deepEqual(came, [{ kernel: 'Add', shape: [2], value: NaN }]);
      assert.isUndefined(await findNonFiniteOperation(() => exp(x)));
      x.dispose();
    });

    it('blames no fill for what it was asked for, and finds what is made beside it', async () => {
      const mask = tensor1d([1, 0], 'bool');
      const masked = (): Tensor => where(mask, tensor1d([1, 2]), fill([2], -Infinity));
      const { found, came } = await search(() => exp(masked()));
      assert.isUndefined(found);
      assert.deepInclude(came[0], { shape: [2], value: -Infinity });
      const beside = await findNonFiniteOperation(() => add(exp(masked()), log(scalar(-1))));
      assert.equal(beside?.kernel, 'Log');
      mask.dispose();
    });

    it('names the kernel of the backward pass whose gradient overflows', async () => {
      const x = tensor([1e-30, 1]);
      const step = (): void => {
        const { value } = gradientsByTensors(() => sum(mul(log(x), scalar(1e30))), [x]);
        assert.isTrue(Number.isFinite(value.dataSync()[0]));
      };
      const found = await findNonFiniteOperation(step);
      assert.deepEqual(found, { kernel: 'RealDiv', inputs: [[2], [2]], output: [2], value: Infinity });
      x.dispose();
    });

    it('names an update in place or the kernel of it that spoils a parameter', async () => {
      const layer = new Dense({ units: 1, useBias: false, kernelInitializer: 'ones' });
      layer.ensureBuilt([1, 1]);
      const gradient = tensor([[1e30]]);
      const optimizer = new SGD({ learningRate: 1e30 });
      const found = await findNonFiniteOperation(() => optimizer.apply(layer, new Map([['kernel', gradient]])));
      assert.include(['sgdUpdate', 'Multiply'], found?.kernel);
      assert.deepEqual(found?.output, [1, 1]);
      for (const one of [layer, optimizer, gradient]) one.dispose();
    });

    it('finds nothing in a healthy step of a model, and a kernel where weights are too large', async () => {
      const sizes = { vocabularySize: 5, contextLength: 4, numLayers: 2, width: 8, numHeads: 2, seed: 1 };
      const model = new Transformer(sizes);
      const batch = {
        inputs: Int32Array.of(0, 1, 2, 3),
        targets: Int32Array.of(1, 2, 3, 4),
        shape: [1, 4] as [number, number],
      };
      const step = (): void => void valueAndGradients(() => languageModelLoss(model, batch, { training: true }), model);
      tidy(step);
      const { numTensors } = memory();
      assert.deepEqual(await search(step), { found: undefined, came: [] });
      assert.equal(memory().numTensors, numTensors);
      // Products with rows of these overflow float32.
      const large = tensor(
        Array.from({ length: 40 }, (_, i) => i * 8e36),
        [8, 5],
      );
      model.parameters().get('head.kernel')!.assign(large);
      large.dispose();
      const ill = await findNonFiniteOperation(step);
      assert.isFalse(Number.isFinite(ill?.value));
      assert.isTrue(
        ill!.inputs.some((shape) => shape.join() === '8,5'),
        JSON.stringify(ill),
      );
      assert.equal(memory().numTensors, numTensors);
      model.dispose();
    });

    it('leaves no tensor, and the engine as it was, also when f throws', async () => {
      const runKernel = runKernelNow();
      const { numTensors } = memory();
      await findNonFiniteOperation(() => log(scalar(-1)));
      const fail = (): never => {
        log(scalar(-1));
        throw new Error('broken');
      };
      assert.equal(await messageOf(findNonFiniteOperation(fail)), 'broken');
      assert.equal(memory().numTensors, numTensors);
      assert.strictEqual(runKernelNow(), runKernel);
    });

    it('refuses what is no function, and one that would run on unwatched', async () => {
      const says = 'findNonFiniteOperation: f must be a function, got 5';
      assert.equal(await messageOf(findNonFiniteOperation(5 as never)), says);
      const later = async (): Promise<void> => Promise.resolve();
      assert.match(
        await messageOf(findNonFiniteOperation(later as () => void)),
        /f must not return a promise, got one/,
      );
      const bad = findNonFiniteOperation(() => undefined, { onInput: 5 as never });
      assert.equal(await messageOf(bad), 'findNonFiniteOperation: onInput must be a function, got 5');
    });
  });
}
