import { Adam, languageModelLoss, trainStep, Transformer } from 'talking-heads';
import type { Prepared } from '../harness/Prepared.js';
import type { GptCase } from '../harness/Case.js';
import { tokenRule } from '../harness/tokenRule.js';

/** A training step as the package's users write it. */
export function prepareGptStep(task: GptCase): Prepared {
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
  return {
    async run() {
      await step();
    },
    async check() {
      await step();
      await step();
      return step();
    },
    dispose() {
      model.dispose();
      optimizer.dispose();
    },
  };
}
