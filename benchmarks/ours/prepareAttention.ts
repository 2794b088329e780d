import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../../src/backends/simd/SimdBackend.js';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import {
  dotProductAttention,
  talkingHeadsAttention,
} from '../../src/ops/talkingHeadsAttention/talkingHeadsAttention.js';
import { attentionFingerprint } from '../attentionFingerprint.js';
import { attentionInputs } from '../attentionInputs.js';
import type { AttentionCase } from '../harness/Case.js';
import type { Prepared } from '../harness/Prepared.js';
import { extraBytesOf } from './extraBytesOf.js';

/** The operation as layers call it, and the gradients of the sum of its output by all that it is given. */
export function prepareAttention(simd: SimdBackend, task: AttentionCase): Prepared {
  const { shape, mixes, ...numbers } = attentionInputs(task);
  const [query, key, value] = [numbers.query, numbers.key, numbers.value].map((x) => tensor(x, shape));
  const weights = mixes.map((mix) => tensor(mix, [task.heads, task.heads]));
  const options = { causal: task.causal, implementation: 'fused' } as const;
  const attend = (): Tensor =>
    task.talkingHeads
      ? talkingHeadsAttention(query, key, value, weights[0], weights[1], options)
      : dotProductAttention(query, key, value, options);
  const inputs = [query, key, value, ...weights];
  /** The output, and the gradients in the order of the inputs. */
  const compute = (): Tensor[] => {
    if (!task.backward) return [attend()];
    const all = gradientsByTensors(attend, inputs);
    return [all.value, ...all.gradients];
  };
  const free = (tensors: Tensor[]): void => tensors.forEach((one) => one.dispose());
  let extraBytes: number | undefined;
  return {
    run: () => free(compute()),
    async check() {
      const watched = await extraBytesOf(simd.heap, compute);
      extraBytes = watched.extraBytes;
      const [output, dQuery, , dValue, , dPost] = watched.value;
      const seen = [output, dValue, dPost, dQuery].filter((one) => one !== undefined);
      const fingerprint = attentionFingerprint(seen.map((one) => one.dataSync()));
      free(watched.value);
      return fingerprint;
    },
    extraBytes: () => extraBytes,
    dispose: () => free(inputs),
  };
}
