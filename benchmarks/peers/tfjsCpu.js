/** Measures TensorFlow.js's backend of plain JavaScript, on what it computes within seconds. */
import * as tf from '@tensorflow/tfjs';
import { answerRequests } from '../harness/answerRequests.ts';
import { tfjsAttention } from './tfjsAttention.js';

/** Scores of the largest attention that is run once in less than some 20 s: it makes about 1 GFLOP/s. */
const MOST_SCORES = 4 * 8 * 512 ** 2;

await tf.setBackend('cpu');
await answerRequests(tf.version_core, (task) => {
  const { batch, heads, length } = task;
  return batch * heads * length ** 2 > MOST_SCORES ? undefined : tfjsAttention(tf, task);
});
