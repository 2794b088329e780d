/** Measures ours: `worker.ts THREADS`. */
import { backend } from '@tensorflow/tfjs-core';
import { setBackend } from 'talking-heads';
import type { SimdBackend } from '../../src/backends/simd/SimdBackend.js';
import { answerRequests } from '../harness/answerRequests.js';
import { awaitThreads } from './awaitThreads.js';
import { prepareAttention } from './prepareAttention.js';
import { buildLine } from './buildLine.js';
import { prepareCeiling } from './prepareCeiling.js';
import { prepareGptStep } from './prepareGptStep.js';
import { prepareKernel } from './prepareKernel.js';
import { prepareMatMul } from './prepareMatMul.js';

await setBackend('simd', { threads: Number(process.argv[2]) });
const simd = backend() as SimdBackend;
await awaitThreads(simd);

await answerRequests(buildLine(), (task) => {
  switch (task.bench) {
    case 'matmul':
      return prepareMatMul(task);
    case 'kernels':
      return prepareKernel(task);
    case 'attention':
      return prepareAttention(simd, task);
    case 'gpt-step':
      return prepareGptStep(simd, task);
    case 'ceiling':
      return prepareCeiling(simd, task);
  }
});
