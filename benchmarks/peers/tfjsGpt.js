import { tokenRule } from '../harness/tokenRule.ts';

/**
 * A training step of a GPT in TensorFlow.js's operations, with its gradients and its Adam.
 *
 * Tokens are looked up by a product with their one-hot vectors: the wasm backend lacks the gradient of `gather`.
 */
export function tfjsGptStep(tf, { layers, heads, width, length, batch, vocabulary, talkingHeads }) {
  const variables = [];
  const variable = (value) => {
    variables.push(tf.variable(value));
    return variables.at(-1);
  };
  const random = (...shape) => variable(tf.randomNormal(shape, 0, 0.02, 'float32', variables.length + 1));
  const dense = (inputs, outputs) => ({ kernel: random(inputs, outputs), bias: variable(tf.zeros([outputs])) });
  const norm = () => ({ gamma: variable(tf.ones([width])), beta: variable(tf.zeros([width])) });
  const tokens = random(vocabulary, width);
  const positions = random(length, width);
  const blocks = Array.from({ length: layers }, () => ({
    norms: [norm(), norm()],
    projections: dense(width, 3 * width),
    output: dense(width, width),
    inner: dense(width, 4 * width),
    outer: dense(4 * width, width),
    mixing: talkingHeads ? [variable(tf.eye(heads)), variable(tf.eye(heads))] : undefined,
  }));
  const lastNorm = norm();
  const head = dense(width, vocabulary);
  const future = tf.tidy(() => tf.mul(tf.sub(tf.linalg.bandPart(tf.ones([length, length]), -1, 0), 1), 1e9));
  const data = tokenRule(batch, length, vocabulary);
  const oneHot = (ids) => tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(ids, 'int32'), vocabulary), 'float32'));
  const [inputs, targets] = [oneHot(data.inputs), oneHot(data.targets)];

  const linear = (x, { kernel, bias }) => tf.add(tf.matMul(x, kernel), bias);
  const normalize = (x, { gamma, beta }) => {
    const { mean, variance } = tf.moments(x, -1, true);
    return tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5))), gamma), beta);
  };
  const gelu = (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
  const mix = (scores, weight) => {
    const lastHeads = tf.reshape(tf.transpose(scores, [0, 2, 3, 1]), [batch * length * length, heads]);
    return tf.transpose(tf.reshape(tf.matMul(lastHeads, weight), [batch, length, length, heads]), [0, 3, 1, 2]);
  };
  const attend = (x, { projections, output, mixing }) => {
    const ofHeads = (t) => tf.transpose(tf.reshape(t, [batch, length, heads, width / heads]), [0, 2, 1, 3]);
    const [q, k, v] = tf.split(linear(x, projections), 3, -1).map(ofHeads);
    const logits = tf.mul(tf.matMul(q, k, false, true), (width / heads) ** -0.5);
    const weights = tf.softmax(tf.add(mixing ? mix(logits, mixing[0]) : logits, future));
    const attended = tf.matMul(mixing ? mix(weights, mixing[1]) : weights, v);
    return linear(tf.reshape(tf.transpose(attended, [0, 2, 1, 3]), [batch * length, width]), output);
  };
  const loss = () => {
    const embedded = tf.reshape(tf.matMul(inputs, tokens), [batch, length, width]);
    let x = tf.reshape(tf.add(embedded, positions), [batch * length, width]);
    for (const block of blocks) {
      x = tf.add(x, attend(normalize(x, block.norms[0]), block));
      x = tf.add(x, linear(gelu(linear(normalize(x, block.norms[1]), block.inner)), block.outer));
    }
    return tf.losses.softmaxCrossEntropy(targets, linear(normalize(x, lastNorm), head));
  };

  const adam = tf.train.adam(1e-3);
  const step = () => {
    const value = adam.minimize(loss, true);
    const [number] = value.dataSync();
    value.dispose();
    return number;
  };
  let extraBytes;
  return {
    run() {
      step();
    },
    async check() {
      step();
      step();
      const before = tf.memory().numBytes;
      let loss;
      const { peakBytes } = await tf.profile(() => void (loss = step()));
      extraBytes = peakBytes - before;
      return loss;
    },
    extraBytes: () => extraBytes,
    dispose() {
      adam.dispose();
      tf.dispose([variables, future, inputs, targets]);
    },
  };
}
