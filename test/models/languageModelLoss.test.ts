import { tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { languageModelLoss } from '../../src/models/languageModelLoss.js';
import { Transformer } from '../../src/models/Transformer.js';
import { assertClose } from '../helpers/assertClose.js';

const tiny = { vocabularySize: 5, contextLength: 6, numLayers: 2, width: 8, numHeads: 2, seed: 3 };

/** The logits of one row of tokens. */
function logitsOf(model: Transformer, tokens: number[], options = {}): Float32Array {
  return tidy(() => model.call(tensor([tokens], undefined, 'int32'), options).dataSync<'float32'>());
}

describe('languageModelLoss', () => {
  it('is the mean of −log softmax at the targets', () => {
    const model = new Transformer(tiny);
    const batch = {
      inputs: Int32Array.of(0, 1, 2, 3),
      targets: Int32Array.of(1, 2, 3, 4),
      shape: [2, 2] as [number, number],
    };
    const rows = [...logitsOf(model, [0, 1]), ...logitsOf(model, [2, 3])];
    const losses = [...batch.targets].map((target, i) => {
      const logits = rows.slice(5 * i, 5 * i + 5);
      return Math.log(logits.reduce((total, logit) => total + Math.exp(logit), 0)) - logits[target];
    });
    const loss = languageModelLoss(model, batch, {});
    assert.deepEqual(loss.shape, []);
    assertClose(loss, [losses.reduce((total, one) => total + one, 0) / 4], 1e-6);
    loss.dispose();
    model.dispose();
  });

  it('passes the options on', () => {
    const model = new Transformer({ ...tiny, dropout: 0.5 });
    const batch = { inputs: Int32Array.of(0), targets: Int32Array.of(1), shape: [1, 1] as [number, number] };
    assert.throws(() => languageModelLoss(model, batch, { training: true }), 'Dropout: options.randomKey');
    model.dispose();
  });
});
