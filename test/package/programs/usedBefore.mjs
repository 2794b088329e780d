import * as tf from '@tensorflow/tfjs';
import { useBoth } from './beside.mjs';

tf.add(1, 2);
await useBoth(tf, await import('talking-heads'), (await import('./trainTiny.js')).trainTiny);
