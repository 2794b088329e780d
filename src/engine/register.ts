/**
 * Importing this makes TensorFlow.js ready to train: backends, gradients, and our fixes of both.
 *
 * tfjs-core comes first: its gradients, bundled apart, would otherwise make a second set of tensor methods.
 */
import { version_core } from '@tensorflow/tfjs-core';
import { version_cpu } from '@tensorflow/tfjs-backend-cpu';
import { version_webgl } from '@tensorflow/tfjs-backend-webgl';
import './generated/gradients.js';
import { chooseInNode } from './backend.js';
import { saveTensorsLightly } from './saveTensorsLightly.js';
import { fixAbsGradient } from './fixes/absGradient.js';
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
import { fixWebglAddN } from './fixes/webgl/addN.js';
import { fixClipping } from './fixes/webgl/clipping.js';
import { fixEmptyReductions } from './fixes/webgl/emptyReductions.js';
import { fixExtremes } from './fixes/webgl/extremes.js';
import { fixLostContext } from './fixes/webgl/lostContext.js';
import { fixWebglMatMul } from './fixes/webgl/matMul.js';
import { fixWebglUnsortedSegmentSum } from './fixes/webgl/unsortedSegmentSum.js';

// Reading the versions also keeps bundlers from leaving out the backends, whose packages say that they may.
const versions = { core: version_core, 'backend-cpu': version_cpu, 'backend-webgl': version_webgl };
for (const [name, version] of Object.entries(versions)) {
  if (version !== '4.22.0') throw new Error(`talking-heads: @tensorflow/tfjs-${name} must be 4.22.0, got ${version}`);
}

saveTensorsLightly();
fixAbsGradient();
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
fixLostContext();
fixExtremes();
fixEmptyReductions();
fixWebglAddN();
fixClipping();
fixWebglMatMul();
fixWebglUnsortedSegmentSum();
chooseInNode('cpu');
