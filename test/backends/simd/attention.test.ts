import { greater, randomNormal, randomUniform, slice, square, sub, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import { RandomKey } from '../../../src/engine/random/RandomKey.js';
import type { AttentionOptions } from '../../../src/ops/talkingHeadsAttention/AttentionOptions.js';
import {
  dotProductAttention,
  talkingHeadsAttention,
} from '../../../src/ops/talkingHeadsAttention/talkingHeadsAttention.js';
import { Random } from '../../float64/random.js';
import { assertSameBits } from '../../helpers/assertClose.js';
import { assertSameOnThreads } from './assertSameOnThreads.js';
import { onBackend } from './onBackend.js';

/** An attention of random sizes and options, by its seed. */
interface Drawn {
  title: string;
  /** Query, key, value, and where there are any the mixes and the bias. */
  tensors: Tensor[];
  compute: (implementation: AttentionOptions['implementation']) => Tensor;
}

function draw(seed: number, largest: number, mostKeys = largest): Drawn {
  const random = new Random(seed);
  const upTo = (most: number): number => random.integer(1, most);
  const isChosen = (share: number): boolean => random.chance(share);
  const [b, h, d, v, q, k] = [upTo(3), upTo(9), upTo(largest), upTo(largest), upTo(largest), upTo(mostKeys)];
  const normal = (...shape: number[]): Tensor => randomNormal(shape, 0, 1, 'float32', upTo(1e6));
  const stretched = (): number[] => [b, h, q, k].map((size) => (isChosen(0.5) ? 1 : size));
  const [query, key, value] = [normal(b, q, h, d), normal(b, k, h, d), normal(b, k, h, v)];
  const mixes = isChosen(0.7) ? [normal(h, h), normal(h, h)] : [];
  // A bias that is the same for all keys has a gradient of 0, of which only the rounding is left.
  const bias = isChosen(0.4) ? normal(...[...stretched().slice(0, 3), k].slice(upTo(4) - 1)) : undefined;
  const options: AttentionOptions = {
    causal: isChosen(0.5),
    bias,
    mask: isChosen(0.4) ? greater(randomUniform(stretched(), 0, 1, 'float32', upTo(1e6)), 0.3) : undefined,
    dropoutRate: isChosen(0.4) ? 0.3 : 0,
    randomKey: RandomKey.fromSeed(seed),
    masking: isChosen(0.8) ? 'robust' : 'additive',
  };
  const compute: Drawn['compute'] = (implementation) => {
    const all = { ...options, implementation };
    if (mixes.length === 0) return dotProductAttention(query, key, value, all);
    return talkingHeadsAttention(query, key, value, mixes[0], mixes[1], all);
  };
  const title = `seed ${seed}: b ${b}, h ${h}, d ${d}, v ${v}, q ${q}, k ${k}`;
  return { title, tensors: [query, key, value, ...mixes, ...(bias === undefined ? [] : [bias])], compute };
}

/** Output and gradients of the sum of its squares, which are of the size of everything that they come from. */
function results({ tensors, compute }: Drawn, implementation: AttentionOptions['implementation']): Tensor[] {
  const output = compute(implementation);
  const { gradients } = gradientsByTensors(() => square(compute(implementation)), tensors);
  return [output, ...gradients];
}

const largestOf = (x: Tensor): number =>
  x.dataSync<'float32'>().reduce((most, one) => Math.max(most, Math.abs(one)), 0);

/**
 * Asserts that results differ by little, measured by the largest of all: where weights do not depend on what a gradient is by, as
 * those of one key, nothing but the rounding of the others is left of it.
 */
function assertNear(got: Tensor[], want: Tensor[], title: string): void {
  const largest = Math.max(1, ...want.map(largestOf));
  got.forEach((one, i) => assert.isAtMost(largestOf(sub(one, want[i])) / largest, 5e-6, `${title}, result ${i}`));
}

describe('simd attention', () => {
  it('is what the definition in plain operations is, forward and backward, of any sizes and options', async function () {
    this.timeout(600_000);
    await onBackend('simd', () => {
      for (let seed = 0; seed < 500; seed++) {
        tidy(() => {
          const drawn = draw(seed, seed % 10 === 0 ? 130 : 40);
          assertNear(results(drawn, 'fused'), results(drawn, 'reference'), drawn.title);
          return [];
        });
      }
      return [];
    });
  });

  it('sums over any number of keys', async function () {
    this.timeout(600_000);
    await onBackend('simd', () => {
      for (let seed = 500; seed < 520; seed++) {
        tidy(() => {
          const drawn = draw(seed, 24, 1000);
          assertNear(results(drawn, 'fused'), results(drawn, 'reference'), drawn.title);
          return [];
        });
      }
      return [];
    });
  });

  it('goes back through more batches than there is memory for at once', async () => {
    await onBackend('simd', () => {
      const shape: [number, number, number, number] = [40, 512, 2, 4];
      const inputs = [1, 2, 3].map((seed) => randomNormal(shape, 0, 1, 'float32', seed));
      const gradientsOf = (qkv: Tensor[]): Tensor[] => {
        const attend = (): Tensor => dotProductAttention(qkv[0], qkv[1], qkv[2], { implementation: 'fused' });
        return gradientsByTensors(attend, qkv).gradients;
      };
      const all = gradientsOf(inputs);
      for (const batch of [0, 35, 36, 39]) {
        const one = (x: Tensor): Tensor => slice(x, [batch, 0, 0, 0], [1, 512, 2, 4]);
        const alone = gradientsOf(inputs.map(one));
        for (const [i, gradient] of all.entries()) assertSameBits(one(gradient), alone[i].dataSync());
      }
      return [];
    });
  });

  it('is refused on a backend that has no kernel for it', async () => {
    await onBackend('cpu', () => {
      const x = randomNormal([1, 2, 1, 3]);
      assert.throws(
        () => dotProductAttention(x, x, x, { implementation: 'fused' }),
        "dotProductAttention: implementation 'fused' needs the backend 'simd', got 'cpu'",
      );
      return [];
    });
  });

  it('computes the same bits on 1, 2 and 3 threads, and writes nowhere else', async function () {
    this.timeout(600_000);
    for (const seed of [1000, 1001, 1002, 1003, 1004, 1005]) {
      await assertSameOnThreads(() => results(draw(seed, 130), 'fused'));
    }
  });
});
