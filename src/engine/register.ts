/**
 * Importing this makes TensorFlow.js ready to train: backends, gradients, and our fixes of both.
 *
 * tfjs-core comes first: its gradients, bundled apart, would otherwise make a second set of tensor methods.
 */
import '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgl';
import './generated/gradients.js';
import { chooseDefaultBackend } from './backend.js';
import { fixBroadcastGradients } from './fixes/broadcastGradients.js';
import { fixComparisonGradients } from './fixes/comparisonGradients.js';
import { fixCpuArithmetic } from './fixes/cpu/arithmetic.js';
import { fixCpuMatMul } from './fixes/cpu/matMul.js';
import { fixCpuSum } from './fixes/cpu/sum.js';
import { fixCpuTranspose } from './fixes/cpu/transpose.js';
import { fixUnsortedSegmentSum } from './fixes/cpu/unsortedSegmentSum.js';
import { fixCumsumGradient } from './fixes/cumsumGradient.js';
import { fixMatMulGradient } from './fixes/matMulGradient.js';
import { fixSavedOutputGradients } from './fixes/savedOutputGradients.js';

fixBroadcastGradients();
fixComparisonGradients();
fixCumsumGradient();
fixMatMulGradient();
fixSavedOutputGradients();
fixCpuArithmetic();
fixCpuMatMul();
fixCpuSum();
fixCpuTranspose();
fixUnsortedSegmentSum();
chooseDefaultBackend();
