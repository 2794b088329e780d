/** Measures jax-js on its wasm backend, with its compiler. In Node it computes on one thread, whatever it is told. */
import * as jax from '@jax-js/jax';
import { createRequire } from 'node:module';
import { answerRequests } from '../harness/answerRequests.ts';
import { fingerprint } from '../harness/fingerprint.ts';
import { sequence } from '../harness/sequence.ts';
import { jaxGptStep } from './jaxGpt.js';

const { numpy: np, jit } = jax;
const { version } = createRequire(import.meta.url)('../node_modules/@jax-js/jax/package.json');

await jax.init('wasm');
jax.defaultDevice('wasm');
await answerRequests(version, (task) => (task.bench === 'matmul' ? prepareMatMul(task) : jaxGptStep(jax, task)));

/** A function that is given an array owns it, unless it is handed a reference. */
function prepareMatMul({ batch, m, n, k, transposeA, transposeB }) {
  const operand = (rows, columns, seed) =>
    np.array(sequence(batch * rows * columns, seed)).reshape(batch === 1 ? [rows, columns] : [batch, rows, columns]);
  const a = transposeA ? operand(k, m, 1) : operand(m, k, 1);
  const b = transposeB ? operand(n, k, 2) : operand(k, n, 2);
  const swap = (x) => np.transpose(x, batch === 1 ? [1, 0] : [0, 2, 1]);
  const product = jit((x, y) => np.matmul(transposeA ? swap(x) : x, transposeB ? swap(y) : y));
  return {
    async run() {
      const c = await jax.blockUntilReady(product(a.ref, b.ref));
      c.dispose();
    },
    check: async () => fingerprint(await product(a.ref, b.ref).data()),
    dispose() {
      a.dispose();
      b.dispose();
      product.dispose();
    },
  };
}
