import { randomNormal, sum, tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { languageModelLoss } from '../../src/models/languageModelLoss.js';
import { Transformer } from '../../src/models/Transformer.js';
import { talkingHeadsAttention } from '../../src/ops/talkingHeadsAttention/talkingHeadsAttention.js';
import { Adagrad } from '../../src/optimizers/Adagrad.js';
import { AdamW } from '../../src/optimizers/AdamW.js';
import type { Optimizer } from '../../src/optimizers/Optimizer.js';
import { explainStep, type ExplainedOperation } from '../../src/training/explainStep.js';
import { trainStep } from '../../src/training/trainStep.js';
import { setBackend } from '../../src/engine/backend.js';
import { getBackend } from '@tensorflow/tfjs-core';

const tokens = Int32Array.from({ length: 17 }, (_, i) => (i * 3) % 7);
const batch = { inputs: tokens.subarray(0, 16), targets: tokens.subarray(1), shape: [2, 8] as [number, number] };

/** Explains a second step of a small transformer with dropout: the first makes the optimizer's state. */
async function explained(optimizer: Optimizer): Promise<ExplainedOperation[]> {
  const model = new Transformer({
    vocabularySize: 7,
    contextLength: 8,
    numLayers: 2,
    width: 8,
    numHeads: 2,
    dropout: 0.1,
  });
  const step = (): Promise<number> =>
    trainStep(model, optimizer, (options) => languageModelLoss(model, batch, options));
  try {
    await step();
    return await explainStep(step);
  } finally {
    optimizer.dispose();
    model.dispose();
  }
}

async function on<T>(backend: 'simd' | 'cpu', body: () => Promise<T>): Promise<T> {
  const before = getBackend();
  await setBackend(backend);
  try {
    return await body();
  } finally {
    await setBackend(before);
  }
}

describe('explainStep', () => {
  it('finds that a step on simd runs everything fused, as often as the model has it', async () => {
    const rows = await on('simd', () => explained(new AdamW({ learningRate: 1e-3, globalClipNorm: 1 })));
    assert.deepEqual(
      rows.filter(({ fused }) => !fused),
      [],
    );
    const calls = Object.fromEntries(rows.map((row) => [row.operation, row.calls]));
    assert.equal(calls.attention, 2);
    assert.equal(calls.attentionGradient, 2);
    assert.equal(calls.layerNorm, 1);
    assert.equal(calls.addLayerNorm, 4);
    assert.equal(calls.addLayerNormGradient, 4);
    assert.equal(calls.geluWithSlope, 2);
    assert.equal(calls.crossEntropy, 1);
    assert.equal(calls.adamUpdate, 1);
  });

  it('says on cpu that the backend lacks the kernels', async () => {
    const rows = await on('cpu', () => explained(new AdamW({ learningRate: 1e-3 })));
    const attention = rows.find(({ operation }) => operation === 'attention')!;
    assert.deepEqual(attention, {
      operation: 'attention',
      calls: 2,
      fused: false,
      why: "backend 'cpu' has no kernel for it",
    });
    assert.isEmpty(rows.filter(({ fused }) => fused));
  });

  it('says why an optimizer makes updates one by one', async () => {
    const why = async (optimizer: Optimizer, operation: string): Promise<string | undefined> => {
      const rows = await on('simd', () => explained(optimizer));
      return rows.find((row) => row.operation === operation)?.why;
    };
    assert.equal(await why(new Adagrad({ learningRate: 1e-3 }), 'Adagrad'), 'the rule has no kernel');
    const averaging = new AdamW({ learningRate: 1e-3, useEma: true });
    assert.equal(await why(averaging, 'adamUpdate'), 'averages of the parameters are kept');
  });

  it('says why attention computes its scores whole', async () => {
    await on('simd', async () => {
      const [x, w] = [
        randomNormal([1, 3, 2, 4]),
        tensor([
          [1, 0],
          [0, 1],
        ]),
      ];
      const rows = await explainStep(() => {
        const [output, scores] = talkingHeadsAttention(x, x, x, w, w, { returnScores: true });
        const again = talkingHeadsAttention(x, x, x, w, w, { implementation: 'reference' });
        const fused = talkingHeadsAttention(x, x, x, w, w);
        for (const one of [output, scores, again, fused, sum(x)]) one.dispose();
      });
      const whys = rows.filter(({ operation }) => operation === 'attention').map(({ fused, why }) => [fused, why]);
      assert.deepEqual(whys, [
        [false, 'the kernel never has all scores, which are to be returned'],
        [false, "implementation 'reference' was asked for"],
        [true, ''],
      ]);
      x.dispose();
      w.dispose();
    });
  });

  it('hears nothing afterwards, and passes errors on', async () => {
    const failed = await explainStep(() => Promise.reject(new Error('mine'))).catch((error: Error) => error.message);
    assert.equal(failed, 'mine');
    const inner: ExplainedOperation[][] = [];
    const outer = await explainStep(async () => void inner.push(await explained(new AdamW({ learningRate: 1e-3 }))));
    assert.isNotEmpty(inner[0]);
    // The first step of the two was heard outside, the second inside.
    assert.equal(
      outer.find(({ operation }) => operation === 'attention')?.calls,
      inner[0].find(({ operation }) => operation === 'attention')?.calls,
    );
  });
});
