import type { TensorInfo } from '@tensorflow/tfjs-core';
import { addKernel } from '../addKernel.js';
import type { AttentionProblem } from '../attention/AttentionPlan.js';
import { runAttention } from '../attention/runAttention.js';
import { runAttentionGradient } from '../attention/runAttentionGradient.js';
import type { Draw } from './dropout.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Attention, fused: `attention` and `attentionGradient`, of sizes above 0. */
export function addAttention(): void {
  addKernel('attention', ({ inputs, attrs, backend }) =>
    runAttention(backend as SimdBackend, problemOf(inputs as Record<string, TensorInfo>, attrs)),
  );
  addKernel('attentionGradient', ({ inputs, attrs, backend }) => {
    const { dOutput, statistics, ...tensors } = inputs as Record<string, TensorInfo>;
    const gradients = runAttentionGradient(backend as SimdBackend, problemOf(tensors, attrs), dOutput, statistics);
    return Object.values(gradients).filter((gradient) => gradient !== undefined);
  });
}

function problemOf(tensors: Record<string, TensorInfo>, attributes: unknown): AttentionProblem {
  const { scale, causal, ...draw } = attributes as { scale: number; causal: boolean } & Partial<Draw>;
  const drops = draw.threshold !== undefined;
  return { ...tensors, scale, causal, draw: drops ? draw : undefined } as unknown as AttentionProblem;
}
