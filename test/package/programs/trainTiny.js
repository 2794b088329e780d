import { getBackend, memory } from '@tensorflow/tfjs-core';
import { AdamW, Transformer, train } from 'talking-heads';

/** Trains 20 steps of the smallest transformer with all of its parts on five tokens that repeat. */
export async function trainTiny() {
  const data = Int32Array.from({ length: 200 }, (_, i) => i % 5);
  const model = new Transformer({ vocabularySize: 5, contextLength: 8, numLayers: 1, width: 8, numHeads: 2, seed: 1 });
  const optimizer = new AdamW({ learningRate: 1e-2 });
  const losses = [];
  const numTensors = [];
  for await (const event of train(model, { data, optimizer, batchSize: 4, steps: 20 })) {
    if (event.kind !== 'step') continue;
    losses.push(event.loss);
    numTensors.push(memory().numTensors);
  }
  return { backend: getBackend(), losses, leaked: numTensors.at(-1) - numTensors[0] };
}
