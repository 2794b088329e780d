import * as tf from '@tensorflow/tfjs';
import * as talkingHeads from 'talking-heads';
import { useBoth } from './beside.mjs';
import { trainTiny } from './trainTiny.js';

await useBoth(tf, talkingHeads, trainTiny);
