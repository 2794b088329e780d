/** Runs the probes on TensorFlow.js as it is, and prints what each gives: values, or the message it throws. */
import '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '../../../src/engine/generated/gradients.js';
import { probes } from './probes.js';

const results = probes.map(({ run }) => {
  try {
    return { values: Array.from(run().dataSync()) };
  } catch (error) {
    return { thrown: (error as Error).message };
  }
});
console.log(JSON.stringify(results));
