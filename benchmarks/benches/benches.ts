import type { Bench } from '../harness/Bench.js';
import { gptStep } from './gptStep.js';
import { kernels } from './kernels.js';
import { matMul } from './matMul.js';

/** What can be measured. */
export const benches: readonly Bench[] = [matMul, kernels, gptStep];
