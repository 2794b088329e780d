/** Measures TensorFlow.js's wasm backend. In Node it computes on one thread, whatever it is told. */
import * as tf from '@tensorflow/tfjs';
import { version_wasm } from '@tensorflow/tfjs-backend-wasm';
import { answerRequests } from '../harness/answerRequests.ts';
import { fingerprint } from '../harness/fingerprint.ts';
import { sequence } from '../harness/sequence.ts';
import { kernelCases } from '../kernelCases.ts';
import { kernelInputs } from '../kernelInputs.ts';
import { tfjsAttention } from './tfjsAttention.js';
import { tfjsGptStep } from './tfjsGpt.js';

await tf.setBackend('wasm');
await answerRequests(version_wasm, (task) => {
  if (task.bench === 'matmul') return prepareMatMul(task);
  if (task.bench === 'kernels') return prepareKernel(task);
  if (task.bench === 'attention') return tfjsAttention(tf, task);
  return tfjsGptStep(tf, task);
});

function prepareMatMul({ batch, m, n, k, transposeA, transposeB }) {
  const operand = (rows, columns, seed) =>
    tf.tensor(sequence(batch * rows * columns, seed), batch === 1 ? [rows, columns] : [batch, rows, columns]);
  const a = transposeA ? operand(k, m, 1) : operand(m, k, 1);
  const b = transposeB ? operand(n, k, 2) : operand(k, n, 2);
  return timed([a, b], () => tf.matMul(a, b, transposeA, transposeB));
}

function prepareKernel({ name }) {
  const inputs = kernelInputs(tf, kernelCases[name]);
  const compute = () => tf.tidy(() => kernelCases[name].run(tf, ...inputs));
  try {
    compute().dispose();
  } catch (error) {
    if (!/not registered for backend/.test(error.message)) throw error;
    tf.dispose(inputs);
    return undefined;
  }
  return timed(inputs, compute);
}

/** Kernels of this backend are done when they return. */
function timed(inputs, compute) {
  return {
    run: () => compute().dispose(),
    check() {
      const result = compute();
      const value = fingerprint(result.dataSync());
      result.dispose();
      return value;
    },
    dispose: () => tf.dispose(inputs),
  };
}
