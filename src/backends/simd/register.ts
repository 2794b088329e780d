/**
 * Importing this makes `simd` a backend, in Node the one that computes: the cpu kernels with our fixes of them, some
 * replaced by SIMD ones.
 */
import '../../engine/register.js';
import { getKernelsForBackend, registerBackend, registerKernel } from '@tensorflow/tfjs-core';
import { chooseInNode } from '../../engine/backend.js';
import { runsSimd } from './loadKernels.js';
import { addAttention } from './replacements/attention.js';
import { addActivations } from './replacements/activations.js';
import { replaceAddN } from './replacements/addN.js';
import { replaceArgExtremes } from './replacements/argExtremes.js';
import { replaceArithmetic } from './replacements/arithmetic.js';
import { replaceCast } from './replacements/cast.js';
import { replaceCompare } from './replacements/compare.js';
import { replaceConcat } from './replacements/concat.js';
import { addCrossEntropy } from './replacements/crossEntropy.js';
import { replaceCumulativeSum } from './replacements/cumulativeSum.js';
import { addDropout } from './replacements/dropout.js';
import { replaceFill } from './replacements/fill.js';
import { replaceFusedMatMul } from './replacements/fusedMatMul.js';
import { replaceGather } from './replacements/gather.js';
import { replaceGatherNd } from './replacements/gatherNd.js';
import { addGlobalNorm } from './replacements/globalNorm.js';
import { replaceLogical } from './replacements/logical.js';
import { addLinear } from './replacements/linear.js';
import { addMaskedSoftmax } from './replacements/maskedSoftmax.js';
import { replaceMatMul } from './replacements/matMul.js';
import { addNorms } from './replacements/norms.js';
import { replaceOneHot } from './replacements/oneHot.js';
import { addOptimizerUpdates } from './replacements/optimizerUpdate.js';
import { replacePads } from './replacements/pad.js';
import { replacePow } from './replacements/pow.js';
import { replaceReductions } from './replacements/reductions.js';
import { replaceScatters } from './replacements/scatter.js';
import { replaceSegmentSum } from './replacements/segmentSum.js';
import { replaceSelect } from './replacements/select.js';
import { replaceSlices } from './replacements/slice.js';
import { replaceSoftmax } from './replacements/softmax.js';
import { replaceTile } from './replacements/tile.js';
import { replaceTranspose } from './replacements/transpose.js';
import { replaceUnary } from './replacements/unary.js';
import { SimdBackend } from './SimdBackend.js';

for (const config of getKernelsForBackend('cpu')) {
  const { kernelFunc: inherited } = config;
  registerKernel({
    ...config,
    backendName: 'simd',
    kernelFunc: (parameters) => (parameters.backend as SimdBackend).runWhole(() => inherited(parameters)),
  });
}
addActivations();
addAttention();
addCrossEntropy();
addDropout();
addGlobalNorm();
addLinear();
addMaskedSoftmax();
addNorms();
addOptimizerUpdates();
replaceAddN();
replaceArgExtremes();
replaceArithmetic();
replaceCast();
replaceCompare();
replaceConcat();
replaceCumulativeSum();
replaceFill();
replaceFusedMatMul();
replaceGather();
replaceGatherNd();
replaceLogical();
replaceMatMul();
replaceOneHot();
replacePads();
replacePow();
replaceReductions();
replaceScatters();
replaceSegmentSum();
replaceSelect();
replaceSlices();
replaceSoftmax();
replaceTile();
replaceTranspose();
replaceUnary();
// Between webgl, 2, and cpu, 1: in a browser it computes where it is asked for, and where there is no webgl.
registerBackend('simd', () => new SimdBackend(), 1.5);
if (runsSimd()) chooseInNode('simd');
