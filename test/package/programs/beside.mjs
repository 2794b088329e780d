import { engine } from '@tensorflow/tfjs-core';

/** Trains with the user's own TensorFlow.js and with the package, which the program loaded in some order, on one engine. */
export async function useBoth(tf, { SGD, TalkingHeadsAttention, meanSquaredError, trainStep }, trainTiny) {
  const { checkGradients } = await import('talking-heads/testing');
  const training = await trainTiny();

  const x = tf.tensor2d([0, 1, 2, 3], [4, 1]);
  const y = x.mul(2).add(1);
  const slope = tf.variable(tf.scalar(0));
  const offset = tf.variable(tf.scalar(0));
  const adam = tf.train.adam(0.3);
  for (let i = 0; i < 100; i++) adam.minimize(() => x.mul(slope).add(offset).sub(y).square().mean());

  const network = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  network.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
  const { history } = await network.fit(x, y, { epochs: 60, verbose: 0 });

  const theirs = tf.randomNormal([2, 3, 4], 0, 1, 'float32', 1);
  const attention = new TalkingHeadsAttention({ numHeads: 2, keyDim: 2, seed: 1 });
  const output = attention.call(theirs);
  const step = () =>
    trainStep(attention, new SGD({ learningRate: 0.1 }), () => meanSquaredError(theirs, attention.call(theirs)));
  const attentionLosses = [await step(), await step()];
  // A gradient of theirs through a layer of ours, and the other way round.
  const { passed } = checkGradients((z) => tf.sin(attention.call(z)), { theirs });
  const gradient = tf.grad((z) => attention.call(z).square().sum())(theirs);
  // Stock TensorFlow.js says 2e: its gradient of exp may not take the place of ours.
  const first = tf.grad((z) => z.mul(z.exp()));
  const second = tf
    .grad((z) => first(z).sum())(tf.tensor1d([1]))
    .dataSync()[0];

  console.log(
    JSON.stringify({
      training,
      sameEngine: tf.engine() === engine(),
      sameTensor: output instanceof tf.Tensor,
      theirs: [slope.dataSync()[0], offset.dataSync()[0]],
      fitLosses: [history.loss[0], history.loss.at(-1)],
      attentionLosses,
      passed,
      second,
      gradientShape: gradient.shape,
    }),
  );
}
