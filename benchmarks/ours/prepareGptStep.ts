import { Adam, languageModelLoss, trainStep, Transformer } from 'talking-heads';
import type { SimdBackend } from '../../src/backends/simd/SimdBackend.js';
import type { Prepared } from '../harness/Prepared.js';
import type { GptCase } from '../harness/Case.js';
import { tokenRule } from '../harness/tokenRule.js';
import { extraBytesOf } from './extraBytesOf.js';

/** A training step as the package's users write it. */
export function prepareGptStep(simd: SimdBackend, task: GptCase): Prepared {
  const { layers, heads, width, length, batch, vocabulary, talkingHeads } = task;
  const model = new Transformer({
    vocabularySize: vocabulary,
    contextLength: length,
    numLayers: layers,
    width,
    numHeads: heads,
    attention: talkingHeads ? 'talkingHeads' : 'multiHead',
    seed: 1,
  });
  const optimizer = new Adam({ learningRate: 1e-3 });
  const tokens = { ...tokenRule(batch, length, vocabulary), shape: [batch, length] as [number, number] };
  const step = (): Promise<number> =>
    trainStep(model, optimizer, (options) => languageModelLoss(model, tokens, options));
  let extraBytes: number | undefined;
  return {
    async run() {
      await step();
    },
    async check() {
      await step();
      await step();
      const watched = await extraBytesOf(simd.heap, step);
      extraBytes = watched.extraBytes;
      return watched.value;
    },
    extraBytes: () => extraBytes,
    dispose() {
      model.dispose();
      optimizer.dispose();
    },
  };
}
