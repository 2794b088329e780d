/**
 * Importing this makes `simd` a backend, in Node the one that computes: the cpu kernels with our fixes of them, some
 * replaced by SIMD ones.
 */
import '../../engine/register.js';
import { getKernelsForBackend, registerBackend, registerKernel } from '@tensorflow/tfjs-core';
import { chooseInNode } from '../../engine/backend.js';
import { runsSimd } from './loadKernels.js';
import { SimdBackend } from './SimdBackend.js';
import { addActivations } from './replacements/activations.js';
import { addNorms } from './replacements/norms.js';
import { replaceArithmetic } from './replacements/arithmetic.js';
import { replaceCast } from './replacements/cast.js';
import { replaceFusedMatMul } from './replacements/fusedMatMul.js';
import { addGlobalNorm } from './replacements/globalNorm.js';
import { addCrossEntropy } from './replacements/crossEntropy.js';
import { addDropout } from './replacements/dropout.js';
import { addMaskedSoftmax } from './replacements/maskedSoftmax.js';
import { replaceMatMul } from './replacements/matMul.js';
import { addOptimizerUpdates } from './replacements/optimizerUpdate.js';
import { replaceSlices } from './replacements/slice.js';
import { replaceSoftmax } from './replacements/softmax.js';
import { replaceSum } from './replacements/sum.js';
import { replaceGather } from './replacements/gather.js';
import { replaceSegmentSum } from './replacements/segmentSum.js';
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
addGlobalNorm();
addOptimizerUpdates();
addActivations();
addNorms();
addCrossEntropy();
addDropout();
addMaskedSoftmax();
replaceArithmetic();
replaceCast();
replaceFusedMatMul();
replaceMatMul();
replaceSlices();
replaceSoftmax();
replaceSum();
replaceGather();
replaceSegmentSum();
replaceTile();
replaceTranspose();
replaceUnary();
// Between webgl, 2, and cpu, 1: in a browser it computes where it is asked for, and where there is no webgl.
registerBackend('simd', () => new SimdBackend(), 1.5);
if (runsSimd()) chooseInNode('simd');
