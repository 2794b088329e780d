import { grad, mul, sin, tensor } from '@tensorflow/tfjs-core';
import { gelu } from 'talking-heads';
import { checkGradients } from 'talking-heads/testing';
import { trainTiny } from './trainTiny.js';

/** A function, for bundles of CommonJS may not wait at the top. */
async function main() {
  const x = tensor([-1, 0.5, 2]);
  const training = await trainTiny();
  const derivative = [...grad((x) => mul(x, sin(x)))(x).dataSync()];
  const { passed, rows } = checkGradients(gelu, { x });
  console.log(JSON.stringify({ ...training, derivative, passed, rows: rows.map(({ name }) => name) }));
}

void main();
