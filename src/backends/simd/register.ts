/**
 * Importing this makes `simd` a backend, in Node the one that computes: the cpu kernels with our fixes of them, some
 * replaced by SIMD ones.
 */
import '../../engine/register.js';
import { getKernelsForBackend, registerBackend, registerKernel } from '@tensorflow/tfjs-core';
import { chooseInNode } from '../../engine/backend.js';
import { runsSimd } from './loadKernels.js';
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
import { addActivations } from './replacements/activations.js';
import { replaceAddN } from './replacements/addN.js';
import { replaceArithmetic } from './replacements/arithmetic.js';
import { replaceCast } from './replacements/cast.js';
import { replaceCompare } from './replacements/compare.js';
import { addCrossEntropy } from './replacements/crossEntropy.js';
import { addDropout } from './replacements/dropout.js';
import { replaceFill } from './replacements/fill.js';
import { replaceFusedMatMul } from './replacements/fusedMatMul.js';
import { replaceGather } from './replacements/gather.js';
import { addGlobalNorm } from './replacements/globalNorm.js';
import { replaceLogical } from './replacements/logical.js';
import { replaceArithmetic } from './replacements/arithmetic.js';
import { replaceCast } from './replacements/cast.js';
import { addCrossEntropy } from './replacements/crossEntropy.js';
import { addDropout } from './replacements/dropout.js';
import { replaceFusedMatMul } from './replacements/fusedMatMul.js';
import { replaceGather } from './replacements/gather.js';
import { addGlobalNorm } from './replacements/globalNorm.js';
import { addMaskedSoftmax } from './replacements/maskedSoftmax.js';
import { replaceMatMul } from './replacements/matMul.js';
import { addNorms } from './replacements/norms.js';
import { addOptimizerUpdates } from './replacements/optimizerUpdate.js';
import { replacePow } from './replacements/pow.js';
import { replaceSegmentSum } from './replacements/segmentSum.js';
import { replaceSelect } from './replacements/select.js';
import { replaceSegmentSum } from './replacements/segmentSum.js';
import { replaceSlices } from './replacements/slice.js';
import { replaceSoftmax } from './replacements/softmax.js';
import { replaceSum } from './replacements/sum.js';
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
replaceArgExtremes();
replaceArithmetic();
replaceCast();
replaceConcat();
replaceCumulativeSum();
replaceGather();
replaceGatherNd();
addGlobalNorm();
addOptimizerUpdates();
addActivations();
addCrossEntropy();
addDropout();
addGlobalNorm();
addMaskedSoftmax();
addNorms();
addOptimizerUpdates();
replaceAddN();
replaceArithmetic();
replaceCast();
replaceCompare();
replaceFill();
replaceFusedMatMul();
replaceGather();
replaceLogical();
replaceMatMul();
replacePow();
replaceSegmentSum();
replaceSelect();
replaceMatMul();
replaceSegmentSum();
replaceSlices();
replaceSoftmax();
replaceSum();
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
// Between webgl, 2, and cpu, 1: in a browser it computes where it is asked for, and where there is no webgl.
registerBackend('simd', () => new SimdBackend(), 1.5);
if (runsSimd()) chooseInNode('simd');
