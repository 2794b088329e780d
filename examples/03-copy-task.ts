/** Learns to copy: reads six symbols and a bar, then says the six again. To reach: 99 % of them right. */
import { argMax, tensor, tidy } from '@tensorflow/tfjs-core';
import { Adam, CosineDecay, crossEntropy, RandomKey, randomInteger, train, Transformer } from 'talking-heads';

const [numSymbols, length, batchSize, steps] = [8, 6, 32, 200];
const bar = numSymbols;
const ignored = -1;
const bound = 0.99;
const contextLength = 2 * length;

interface CopyBatch {
  inputs: Int32Array;
  targets: Int32Array;
}

/** Rows `a b c | a b`, to be continued with `. . . a b c`, where a dot is not asked for. */
function copyBatch(key: RandomKey): CopyBatch {
  const inputs = new Int32Array(batchSize * contextLength);
  const targets = new Int32Array(batchSize * contextLength).fill(ignored);
  for (let row = 0; row < batchSize; row++) {
    const symbols = Array.from({ length }, (_, i) => randomInteger(key, row * length + i, numSymbols));
    inputs.set([...symbols, bar, ...symbols.slice(0, -1)], row * contextLength);
    targets.set(symbols, row * contextLength + length);
  }
  return { inputs, targets };
}

function* batches(): Generator<CopyBatch> {
  for (let step = 0; ; step++) yield copyBatch(RandomKey.fromSeed(2).fold(step));
}

const shape: [number, number] = [batchSize, contextLength];
const model = new Transformer({
  vocabularySize: numSymbols + 1,
  contextLength,
  numLayers: 2,
  width: 32,
  numHeads: 4,
  innerSize: 64,
  seed: 1,
});
const learningRate = new CosineDecay({
  initialLearningRate: 1e-3,
  warmupTarget: 1e-2,
  warmupSteps: 20,
  decaySteps: steps - 20,
});
const options = {
  data: batches(),
  optimizer: new Adam({ learningRate, globalClipNorm: 1 }),
  steps,
  loss: (transformer: Transformer, { inputs, targets }: CopyBatch) =>
    crossEntropy(transformer.call(tensor(inputs, shape, 'int32')), tensor(targets, shape, 'int32'), {
      ignoredClass: ignored,
    }),
};
for await (const event of train(model, options)) {
  if (event.kind === 'step' && event.step % 50 === 0) console.log(`step ${event.step}: loss ${event.loss.toFixed(4)}`);
}

const test = copyBatch(RandomKey.fromSeed(3));
const said = tidy(() => argMax(model.call(tensor(test.inputs, shape, 'int32')), -1).dataSync());
const asked = [...test.targets.keys()].filter((i) => test.targets[i] !== ignored);
const right = asked.filter((i) => said[i] === test.targets[i]).length;
const accuracy = right / asked.length;
console.log(`figure: share of symbols copied ${accuracy.toFixed(3)}, to reach at least ${bound}`);
process.exitCode = accuracy >= bound ? 0 : 1;
