import type { Bench } from '../harness/Bench.js';
import { attention } from './attention.js';
import { attentionLength } from './attentionLength.js';
import { gptStep } from './gptStep.js';
import { kernels } from './kernels.js';
import { matMul } from './matMul.js';

/** What can be measured. */
export const benches: readonly Bench[] = [gptStep, attention, attentionLength, matMul, kernels];
