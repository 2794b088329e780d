import { grad, mul, sin, tensor } from '@tensorflow/tfjs-core';
import { gelu, setBackend } from 'talking-heads';
import { checkGradients } from 'talking-heads/testing';
import { trainTiny } from './trainTiny.js';
import { useThreads } from './useThreads.js';

/** A function, for bundles of CommonJS may not wait at the top. */
async function main() {
  const [, , backend] = process.argv;
  if (backend !== undefined) await setBackend(backend);
  const x = tensor([-1, 0.5, 2]);
  const training = await trainTiny();
  const threads = await useThreads();
  const derivative = [...grad((x) => mul(x, sin(x)))(x).dataSync()];
  const { passed, rows } = checkGradients(gelu, { x });
  console.log(JSON.stringify({ ...training, threads, derivative, passed, rows: rows.map(({ name }) => name) }));
}

void main();
