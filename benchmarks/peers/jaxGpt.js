import { tokenRule } from '../harness/tokenRule.ts';

/** A training step of a GPT in jax-js: one compiled function of parameters, Adam's averages and a batch. */
export function jaxGptStep(jax, { layers, heads, width, length, batch, vocabulary, talkingHeads }) {
  const { numpy: np, nn, random, jit, tree, valueAndGrad } = jax;
  let seed = 0;
  const normal = (...shape) => random.normal(random.key(seed++), shape).mul(0.02);
  const dense = (inputs, outputs) => ({ kernel: normal(inputs, outputs), bias: np.zeros([outputs]) });
  const norm = () => ({ gamma: np.ones([width]), beta: np.zeros([width]) });
  let parameters = {
    tokens: normal(vocabulary, width),
    positions: normal(length, width),
    blocks: Array.from({ length: layers }, () => ({
      norm1: norm(),
      norm2: norm(),
      projections: dense(width, 3 * width),
      output: dense(width, width),
      inner: dense(width, 4 * width),
      outer: dense(4 * width, width),
      ...(talkingHeads && { mixing: [np.eye(heads), np.eye(heads)] }),
    })),
    lastNorm: norm(),
    head: dense(width, vocabulary),
  };
  const future = np
    .array(Float32Array.from({ length: length ** 2 }, (_, i) => (i % length > Math.floor(i / length) ? -1e9 : 0)))
    .reshape([1, 1, length, length]);

  const linear = (x, { kernel, bias }) => np.matmul(x, kernel).add(bias);
  const normalize = (x, { gamma, beta }) => {
    const centred = x.ref.sub(x.mean(-1, { keepdims: true }));
    const variance = np.square(centred.ref).mean(-1, { keepdims: true });
    return centred
      .div(np.sqrt(variance.add(1e-5)))
      .mul(gamma)
      .add(beta);
  };
  const mix = (scores, weight) =>
    np
      .matmul(np.transpose(weight), scores.reshape([batch, heads, length * length]))
      .reshape([batch, heads, length, length]);
  const attend = (x, { projections, output, mixing }) => {
    const all = linear(x, projections).reshape([batch, length, 3, heads, width / heads]);
    const part = (i) => np.transpose((i < 2 ? all.ref : all).slice([], [], i), [0, 2, 1, 3]);
    const [q, k, v] = [0, 1, 2].map(part);
    const logits = np.matmul(q, np.transpose(k, [0, 1, 3, 2])).mul((width / heads) ** -0.5);
    const weights = nn.softmax((mixing ? mix(logits, mixing[0]) : logits).add(future.ref), -1);
    const attended = np.matmul(mixing ? mix(weights, mixing[1]) : weights, v);
    return linear(np.transpose(attended, [0, 2, 1, 3]).reshape([batch * length, width]), output);
  };
  const loss = (p, inputs, targets) => {
    const embedded = np.matmul(nn.oneHot(inputs, vocabulary), p.tokens).reshape([batch, length, width]);
    let x = embedded.add(p.positions).reshape([batch * length, width]);
    for (const { norm1, norm2, inner, outer, ...attention } of p.blocks) {
      x = x.ref.add(attend(normalize(x, norm1), attention));
      x = x.ref.add(linear(nn.gelu(linear(normalize(x, norm2), inner), { approximate: false }), outer));
    }
    const logits = linear(normalize(x, p.lastNorm), p.head);
    return nn
      .logSoftmax(logits, -1)
      .mul(nn.oneHot(targets, vocabulary))
      .sum()
      .mul(-1 / (batch * length));
  };

  const [beta1, beta2] = [0.9, 0.999];
  const update = jit((p, means, squares, rate, correction, inputs, targets) => {
    const [value, gradients] = valueAndGrad(loss)(tree.ref(p), inputs, targets);
    const nextMeans = tree.map((m, g) => m.mul(beta1).add(g.mul(1 - beta1)), means, tree.ref(gradients));
    const nextSquares = tree.map((v, g) => v.mul(beta2).add(np.square(g).mul(1 - beta2)), squares, gradients);
    const moved = tree.map(
      (w, m, v) => w.sub(m.mul(rate.ref).div(np.sqrt(v.mul(correction.ref)).add(1e-8))),
      p,
      tree.ref(nextMeans),
      tree.ref(nextSquares),
    );
    rate.dispose();
    correction.dispose();
    return [value, moved, nextMeans, nextSquares];
  });

  const data = tokenRule(batch, length, vocabulary);
  const [inputs, targets] = [data.inputs, data.targets].map((ids) => np.array(ids, { dtype: np.int32 }));
  let means = tree.map((p) => np.zeros(p.shape), parameters);
  let squares = tree.map((p) => np.zeros(p.shape), parameters);
  let count = 0;
  const step = async () => {
    count++;
    const rate = np.array(1e-3 / (1 - beta1 ** count));
    const correction = np.array(1 / (1 - beta2 ** count));
    let value;
    [value, parameters, means, squares] = update(parameters, means, squares, rate, correction, inputs.ref, targets.ref);
    const number = await value.jsAsync();
    await jax.blockUntilReady(parameters);
    return number;
  };
  return {
    async run() {
      await step();
    },
    async check() {
      await step();
      await step();
      return step();
    },
    dispose() {
      tree.dispose([parameters, means, squares, future, inputs, targets]);
      update.dispose();
    },
  };
}
