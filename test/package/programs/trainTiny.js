import { getBackend, memory } from '@tensorflow/tfjs-core';
import { AdamW, CharacterTokenizer, Transformer, train } from 'talking-heads';

/** Trains 20 steps of the smallest transformer with all of its parts on five characters that repeat. */
export async function trainTiny() {
  const text = 'abcde'.repeat(40);
  const tokenizer = CharacterTokenizer.fromText(text);
  const data = tokenizer.encode(text);
  const vocabularySize = tokenizer.size;
  const model = new Transformer({ vocabularySize, contextLength: 8, numLayers: 1, width: 8, numHeads: 2, seed: 1 });
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
