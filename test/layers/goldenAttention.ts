import { add, mul, reshape, sum, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { camelCase } from '../../src/config/letterCase.js';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { MultiHeadAttention } from '../../src/layers/MultiHeadAttention.js';
import { TalkingHeadsAttention } from '../../src/layers/TalkingHeadsAttention.js';
import { regularizationLoss } from '../../src/modules/regularizationLoss.js';
import type { AttentionImplementation } from '../../src/ops/talkingHeadsAttention/AttentionOptions.js';
import { assertClose, largest } from '../helpers/assertClose.js';
import { toleranceFor } from '../helpers/toleranceFor.js';
import { readFixture } from '../fixtures/readFixture.js';

/** A tensor of the file. */
export interface GoldenArray {
  shape: number[];
  dtype: string;
  values: number[];
}

type Input = 'query' | 'value' | 'key';

/** A case of `fixtures/talking-heads-attention.json`; the README beside it describes the keys. */
export interface AttentionGolden {
  name: string;
  layer: 'TalkingHeadsAttention' | 'MultiHeadAttention';
  config: Record<string, unknown>;
  call: { use_causal_mask?: boolean; training?: boolean };
  inputs: Partial<Record<Input, GoldenArray>> & { query: GoldenArray };
  input_masks: Partial<Record<Input, GoldenArray>>;
  attention_mask: GoldenArray | null;
  weights: (GoldenArray & { name: string })[];
  output: GoldenArray;
  scores: GoldenArray;
  cotangents: { output: GoldenArray; scores: GoldenArray };
  regularization_losses: number[];
  loss: number;
  gradients: { weights: GoldenArray[]; inputs: Partial<Record<Input, GoldenArray>> };
  additive_mask_only: boolean;
}

/** Values of the original layer, in double precision. */
export const attentionGoldens = (readFixture('talking-heads-attention.json') as { cases: AttentionGolden[] }).cases;

/** A tensor of the file, in float32 or bool. */
export function fromArray({ shape, dtype, values }: GoldenArray): Tensor {
  return tensor(values, shape, dtype === 'bool' ? 'bool' : 'float32');
}

/** The original's name of one of our paths: `attention_output/kernel` of `attentionOutput.kernel`. */
export function originalName(path: string): string {
  return path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace('.', '/');
}

/** What our layer gives for a case, as plain numbers. */
export interface GoldenRun {
  names: string[];
  output: Float32Array;
  scores: Float32Array;
  regularizationLosses: number[];
  loss: number;
  /** By weight or input. */
  gradients: Map<string, Float32Array>;
}

/** Shaders know tensors of at most six axes, and scores of attention over two of them have seven. */
const flat = (x: Tensor): Tensor => reshape(x, [-1]);

/** Runs a case. */
export function runGolden(
  golden: AttentionGolden,
  implementation: AttentionImplementation,
  robust: boolean,
): GoldenRun {
  const Layer = { TalkingHeadsAttention, MultiHeadAttention }[golden.layer];
  const config = Object.fromEntries(Object.entries(golden.config).map(([key, value]) => [camelCase(key), value]));
  const layer = new Layer({ ...(config as { numHeads: number; keyDim: number }), softmaxRobustMasking: robust });
  try {
    const run: GoldenRun[] = [];
    tidy(() => {
      const inputNames = Object.keys(golden.inputs) as Input[];
      const inputs = new Map(inputNames.map((name) => [name, fromArray(golden.inputs[name]!)]));
      for (const [name, mask] of Object.entries(golden.input_masks)) {
        inputs.get(name as Input)!.kerasMask = fromArray(mask);
      }
      const shapes = new Map([...inputs].map(([name, { shape }]) => [name, shape]));
      layer.ensureBuilt({ query: shapes.get('query')!, value: shapes.get('value'), key: shapes.get('key') });
      layer.setWeights(golden.weights.map(fromArray));
      const attentionMask = golden.attention_mask === null ? undefined : fromArray(golden.attention_mask);
      const [outputCotangent, scoresCotangent] = [golden.cotangents.output, golden.cotangents.scores].map(fromArray);
      const call = (activityLosses: Tensor[]): [Tensor, Tensor] =>
        layer.call(Object.fromEntries(inputs) as { query: Tensor }, {
          attentionMask,
          useCausalMask: golden.call.use_causal_mask,
          training: golden.call.training,
          returnAttentionScores: true,
          activityLosses,
          implementation,
        });
      const loss = (): Tensor => {
        const activityLosses: Tensor[] = [];
        const [output, scores] = call(activityLosses);
        const weighed = add(sum(mul(output, outputCotangent)), sum(mul(flat(scores), flat(scoresCotangent))));
        return [...activityLosses, regularizationLoss(layer)].reduce((total, one) => add(total, one), weighed);
      };
      const parameters = layer.parameters();
      const by = [...[...parameters.values()].map(({ value }) => value), ...inputs.values()];
      const { value, gradients } = gradientsByTensors(loss, by);
      const activityLosses: Tensor[] = [];
      const [output, scores] = call(activityLosses);
      assert.deepEqual([output.shape, scores.shape], [golden.output.shape, golden.scores.shape]);
      const penalties = [...parameters.values()].flatMap((parameter) => {
        return parameter.regularizer === undefined ? [] : [parameter.regularizer.loss(parameter.value)];
      });
      const names = [...parameters.keys()].map(originalName);
      run.push({
        names,
        output: output.dataSync<'float32'>(),
        scores: scores.dataSync<'float32'>(),
        regularizationLosses: [...penalties, ...activityLosses].map((one) => one.dataSync()[0]),
        loss: value.dataSync()[0],
        gradients: new Map(
          [...names, ...inputNames].map((name, i) => [
            i < names.length ? name : `input ${name}`,
            gradients[i].dataSync<'float32'>(),
          ]),
        ),
      });
    });
    return run[0];
  } finally {
    layer.dispose();
  }
}

/** The gradients that the original gives, by weight or input. */
export function goldenGradients({ weights, gradients }: AttentionGolden): Map<string, number[]> {
  const ofWeights = gradients.weights.map(({ values }, i): [string, number[]] => [weights[i].name, values]);
  const ofInputs = Object.entries(gradients.inputs).map(([name, { values }]): [string, number[]] => {
    return [`input ${name}`, values];
  });
  return new Map([...ofWeights, ...ofInputs]);
}

/** Asserts `|got − want| ≤ 1e-5 · max(largest of want, a tenth of the case's largest gradient)`, on a GPU 5e-5. */
export function assertGoldenBound(golden: AttentionGolden, got: ArrayLike<number>, want: number[], name: string): void {
  const largestGradient = Math.max(...[...goldenGradients(golden).values()].map(largest));
  assertClose(got, want, toleranceFor(1e-5) * Math.max(largest(want), largestGradient / 10), name);
}
