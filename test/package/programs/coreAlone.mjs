import { version_cpu } from '@tensorflow/tfjs-backend-cpu';
import { add } from '@tensorflow/tfjs-core';

console.log(version_cpu, add(1, 2).dataSync()[0]);
