import * as talkingHeads from 'talking-heads';
import * as tf from '@tensorflow/tfjs';
import { useBoth } from './beside.mjs';
import { trainTiny } from './trainTiny.js';

await useBoth(tf, talkingHeads, trainTiny);
