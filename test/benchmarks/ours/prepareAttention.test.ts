import '../../../src/backends/simd/register.js';
import { backend, getBackend, mul, tensor, tidy, transpose, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { attentionCase } from '../../../benchmarks/attentionCase.js';
import { attentionFingerprint } from '../../../benchmarks/attentionFingerprint.js';
import { attentionInputs } from '../../../benchmarks/attentionInputs.js';
import { attention } from '../../../benchmarks/benches/attention.js';
import { prepareAttention } from '../../../benchmarks/ours/prepareAttention.js';
import type { SimdBackend } from '../../../src/backends/simd/SimdBackend.js';
import { setBackend } from '../../../src/engine/backend.js';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import { talkingHeadsAttention } from '../../../src/ops/talkingHeadsAttention/talkingHeadsAttention.js';

const sizes = { batch: 2, length: 32, heads: 4, headSize: 16 };
const task = attentionCase('both', { ...sizes, talkingHeads: true, causal: true, backward: true });

/** How a contestant may be mistaken. */
interface Mistake {
  given?: (inputs: Tensor[]) => Tensor[];
  options?: { causal?: boolean; scale?: number };
  results?: (results: Tensor[]) => Tensor[];
}

const replace =
  (place: number, by: (x: Tensor) => Tensor) =>
  (tensors: Tensor[]): Tensor[] =>
    tensors.map((x, i) => (i === place ? by(x) : x));

/** The fingerprint of one who computes by the definition, or with a mistake. */
function fingerprintOf({ given = (x) => x, options, results = (x) => x }: Mistake = {}): number {
  const { shape, query, key, value, mixes } = attentionInputs(task);
  const numbers: ArrayLike<number>[] = [];
  tidy(() => {
    const inputs = [
      ...[query, key, value].map((x) => tensor(x, shape)),
      ...mixes.map((mix) => tensor(mix, [sizes.heads, sizes.heads])),
    ];
    const compute = (): Tensor => {
      const [q, k, v, pre, post] = given(inputs);
      return talkingHeadsAttention(q, k, v, pre, post, { causal: true, implementation: 'reference', ...options });
    };
    const all = gradientsByTensors(compute, inputs);
    const [dQuery, , dValue, , dPost] = all.gradients;
    numbers.push(...results([all.value, dValue, dPost, dQuery]).map((x) => x.dataSync()));
    return [];
  });
  return attentionFingerprint(numbers);
}

const mistakes: Record<string, Mistake> = {
  'a first mix transposed': { given: replace(3, (x) => transpose(x)) },
  'a second mix transposed': { given: replace(4, (x) => transpose(x)) },
  'keys that are queries': { given: ([q, , ...others]) => [q, q, ...others] },
  'no mask': { options: { causal: false } },
  'another scale': { options: { scale: 0.2501 } },
  'a gradient by queries of the other sign': { results: replace(3, (x) => mul(x, -1)) },
  'a gradient by the mix that is transposed': { results: replace(2, (x) => transpose(x)) },
  'a gradient by values a thousandth too large': { results: replace(1, (x) => mul(x, 1.001)) },
};

describe('prepareAttention', () => {
  let before: string;
  let simd: SimdBackend;
  beforeEach(async () => {
    before = getBackend();
    await setBackend('simd');
    simd = backend() as SimdBackend;
  });
  afterEach(() => setBackend(before));

  it('computes what the definition says, and leaves nothing behind', async () => {
    const { blocks } = simd.heap.use();
    const prepared = prepareAttention(simd, task);
    const value = await prepared.check();
    assert.isUndefined(attention.objection(value, fingerprintOf()));
    await prepared.run();
    prepared.dispose();
    assert.equal(simd.heap.use().blocks, blocks);
  });

  it('tells how much memory it takes: more than its results, and not that of others', async () => {
    const prepared = prepareAttention(simd, task);
    await prepared.check();
    const numbers = 2 * 32 * 4 * 16;
    const results = 4 * (4 * numbers + 2 * 4 ** 2);
    assert.isAtLeast(prepared.extraBytes!()!, results);
    prepared.dispose();
    const forward = prepareAttention(simd, attentionCase('', { ...task, backward: false }));
    await forward.check();
    assert.isBelow(forward.extraBytes!()!, prepared.extraBytes!()!);
    assert.isAtLeast(forward.extraBytes!()!, 4 * numbers);
    forward.dispose();
  });

  for (const [what, mistake] of Object.entries(mistakes)) {
    it(`its fingerprint shows ${what}`, () => {
      assert.isDefined(attention.objection(fingerprintOf(mistake), fingerprintOf()));
    });
  }
});
