import * as tf from '@tensorflow/tfjs';

tf.add(1, 2);
