import { attentionFingerprint } from '../attentionFingerprint.ts';
import { attentionInputs } from '../attentionInputs.ts';

/** Heads last for a product with the mix, and back. */
function mixByTransposes(tf, scores, mix) {
  const [batch, heads, length] = scores.shape;
  const rows = tf.reshape(tf.transpose(scores, [0, 2, 3, 1]), [batch * length * length, heads]);
  return tf.transpose(tf.reshape(tf.matMul(rows, mix), [batch, length, length, heads]), [0, 3, 1, 2]);
}

/** The transposed mix from the left. It is repeated, since the gradient of a product does not add up stretched batches. */
function mixFromLeft(tf, scores, mix) {
  const [batch, heads, length] = scores.shape;
  const repeated = tf.tile(tf.expandDims(mix, 0), [batch, 1, 1]);
  const rows = tf.reshape(scores, [batch, heads, length * length]);
  return tf.reshape(tf.matMul(repeated, rows, true, false), scores.shape);
}

/** Attention in TensorFlow.js's operations, with its gradients, in the faster of two ways of mixing heads. */
export function tfjsAttention(tf, task) {
  const { shape, query, key, value, mixes } = attentionInputs(task);
  // Heads lie in front, as products of matrices need them: moving them there takes no time that counts.
  const inputs = [query, key, value].map((x) => tf.tidy(() => tf.transpose(tf.tensor(x, shape), [0, 2, 1, 3])));
  inputs.push(...mixes.map((mix) => tf.tensor(mix, [task.heads, task.heads])));
  const { length } = task;
  const future = Float32Array.from({ length: length ** 2 }, (_, i) => (i % length > Math.floor(i / length) ? -1e9 : 0));
  const mask = task.causal ? tf.tensor(future, [length, length]) : undefined;
  const ones = tf.onesLike(inputs[0]);

  const attend = (mix, q, k, v, pre, post) => {
    const logits = tf.matMul(tf.mul(q, task.headSize ** -0.5), k, false, true);
    const mixed = pre ? mix(tf, logits, pre) : logits;
    const weights = tf.softmax(mask ? tf.add(mixed, mask) : mixed);
    return tf.matMul(post ? mix(tf, weights, post) : weights, v);
  };
  const compute = (mix) =>
    tf.tidy(() => {
      const f = (...given) => attend(mix, ...given);
      if (!task.backward) return [f(...inputs)];
      const all = tf.valueAndGrads(f)(inputs, ones);
      return [all.value, ...all.grads];
    });
  const measure = async (mix) => {
    const before = tf.memory().numBytes;
    let results;
    const begin = performance.now();
    const { peakBytes } = await tf.profile(() => (results = compute(mix)));
    return { mix, ms: performance.now() - begin, results, extraBytes: peakBytes - before };
  };
  let chosen;
  return {
    run() {
      tf.dispose(compute(chosen.mix));
    },
    async check() {
      const tried = [];
      for (const mix of task.talkingHeads ? [mixByTransposes, mixFromLeft] : [undefined]) {
        tried.push(await measure(mix));
        if (tried.length === 2) tf.dispose(tried[0].ms < tried[1].ms ? tried.pop().results : tried.shift().results);
      }
      [chosen] = tried;
      const [output, dQuery, , dValue, , dPost] = chosen.results;
      const seen = [output, dValue, dPost, dQuery].filter((x) => x !== undefined);
      const numbers = seen.map((x) => (x.rank === 4 ? tf.transpose(x, [0, 2, 1, 3]) : x.clone()));
      const fingerprint = attentionFingerprint(numbers.map((x) => x.dataSync()));
      tf.dispose([chosen.results, numbers]);
      return fingerprint;
    },
    extraBytes: () => chosen.extraBytes,
    dispose: () => tf.dispose([inputs, mask, ones]),
  };
}
