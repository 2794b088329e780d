/** Importing this makes `simd` a backend: the cpu kernels with our fixes of them, some replaced by SIMD ones. */
import '../../engine/register.js';
import { getKernelsForBackend, registerBackend, registerKernel } from '@tensorflow/tfjs-core';
import { SimdBackend } from './SimdBackend.js';
import { replaceArgExtremes } from './replacements/argExtremes.js';
import { replaceArithmetic } from './replacements/arithmetic.js';
import { replaceCast } from './replacements/cast.js';
import { replaceConcat } from './replacements/concat.js';
import { replaceCumulativeSum } from './replacements/cumulativeSum.js';
import { replaceGather } from './replacements/gather.js';
import { replaceGatherNd } from './replacements/gatherNd.js';
import { replaceMatMul } from './replacements/matMul.js';
import { replaceOneHot } from './replacements/oneHot.js';
import { replacePads } from './replacements/pad.js';
import { replaceReductions } from './replacements/reductions.js';
import { replaceScatters } from './replacements/scatter.js';
import { replaceSegmentSum } from './replacements/segmentSum.js';
import { replaceSlices } from './replacements/slice.js';
import { replaceSoftmax } from './replacements/softmax.js';
import { replaceTile } from './replacements/tile.js';
import { replaceTranspose } from './replacements/transpose.js';
import { replaceUnary } from './replacements/unary.js';

for (const config of getKernelsForBackend('cpu')) {
  const { kernelFunc: inherited } = config;
  registerKernel({
    ...config,
    backendName: 'simd',
    kernelFunc: (parameters) => (parameters.backend as SimdBackend).runWhole(() => inherited(parameters)),
  });
}
replaceArgExtremes();
replaceArithmetic();
replaceCast();
replaceConcat();
replaceCumulativeSum();
replaceGather();
replaceGatherNd();
replaceMatMul();
replaceOneHot();
replacePads();
replaceReductions();
replaceScatters();
replaceSegmentSum();
replaceSlices();
replaceSoftmax();
replaceTile();
replaceTranspose();
replaceUnary();
// Below the priority of cpu, 1: it computes where it is asked for.
registerBackend('simd', () => new SimdBackend(), 0);
