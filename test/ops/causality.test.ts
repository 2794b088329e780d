import { matMul, scalar, softmax, where, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { TalkingHeadsAttention } from '../../src/layers/TalkingHeadsAttention.js';
import { mixHeads } from '../../src/ops/mixHeads.js';
import { causalMask } from '../../src/ops/talkingHeadsAttention/attentionMask.js';
import { headsFirst } from '../../src/ops/talkingHeadsAttention/reference.js';
import { talkingHeadsAttention } from '../../src/ops/talkingHeadsAttention/talkingHeadsAttention.js';
import { filled, mapArray } from '../float64/array.js';
import { Random } from '../float64/random.js';
import { toBool, toTensor } from '../gradients/toTensor.js';
import { assertCausal, type CausalProblem } from './assertCausal.js';
import { caseCount } from '../helpers/caseCount.js';
import { IMPLEMENTATIONS } from '../helpers/attentionImplementations.js';

const OP_CASES = caseCount(300);
const LEAKY_CASES = caseCount(50);
const LAYER_CASES = caseCount(300);

/** A logit this large outweighs the −1e9 that additive masking adds; robust masking does not mind. */
const LARGEST_EXPONENT = { robust: 30, additive: 3 };

describe('causality', () => {
  it(`of talkingHeadsAttention, in ${OP_CASES} random cases`, () => {
    let changes = 0;
    for (let seed = 0; seed < OP_CASES; seed++) {
      const random = new Random(seed);
      const problem = opProblem(random, seed);
      changes += named(`seed ${seed}`, () => Number(assertCausal(problem, random)));
    }
    assert.isAbove(changes, OP_CASES / 2);
  });

  it(`of the layer TalkingHeadsAttention, in ${LAYER_CASES} random cases`, () => {
    let changes = 0;
    for (let seed = 0; seed < LAYER_CASES; seed++) {
      const random = new Random(10_000 + seed);
      const { layer, problem } = layerProblem(random, seed);
      changes += named(`seed ${seed}`, () => Number(assertCausal(problem, random)));
      layer.dispose();
    }
    assert.isAbove(changes, LAYER_CASES / 2);
  });

  it('catches a mask before the mix', () => {
    let caught = 0;
    for (let seed = 0; seed < LEAKY_CASES; seed++) {
      const random = new Random(20_000 + seed);
      const inputs = [random.normals([1, 5, 2, 3]), random.normals([1, 5, 2, 3]), random.normals([1, 5, 2, 3])];
      const mix = random.normals([2, 2]);
      const run = (x: Tensor[]): { result: Tensor; axis: number }[] => [
        { result: leakyAttention(x, toTensor(mix)), axis: 1 },
      ];
      try {
        assertCausal({ inputs, axis: 1, run, largestExponent: 1 }, random);
      } catch (error) {
        assert.match((error as Error).message, /^result 0 before position [1-4] of 5\[\d+\]: expected exactly/);
        caught++;
      }
    }
    // Where no output head's weights sum to a negative number, hidden keys stay far below the others.
    assert.isAbove(caught, 0.3 * LEAKY_CASES);
  });
});

/** Every combination of mask, masking, dropout, scores and implementation comes up as the seed grows. */
function opProblem(random: Random, seed: number): CausalProblem {
  const [b, t, h, d, v] = [random.integer(1, 2), random.integer(2, 7), ...sizes(random, 3)];
  const masking = random.oneOf(['robust', 'additive'] as const);
  const kind = random.oneOf(['none', 'positions', 'batch', 'head', 'keys', 'float'] as const);
  const shape = {
    positions: [t, t],
    batch: [b, t, t],
    head: [b, h, t, t],
    keys: [b, 1, 1, t],
    float: [b, t, t],
    none: [],
  };
  const shown = randomShown(random, shape[kind], masking);
  const [pre, post, bias] = [random.normals([h, h]), random.normals([h, h]), random.normals([h, t, t])];
  const options = {
    causal: true,
    masking,
    implementation: IMPLEMENTATIONS[seed % IMPLEMENTATIONS.length],
    dropoutRate: random.oneOf([0, 0.3]),
    randomKey: RandomKey.fromSeed(seed),
  };
  const [returnScores, isBiased] = [random.chance(0.5), random.chance(0.3)];
  const run = ([query, key, value]: Tensor[]): { result: Tensor; axis: number }[] => {
    const mask = kind === 'none' ? undefined : kind === 'float' ? toTensor(mapArray(shown, Number)) : toBool(shown);
    const given = { ...options, mask, bias: isBiased ? toTensor(bias) : undefined };
    const [p, w] = [toTensor(pre), toTensor(post)];
    if (!returnScores) return [{ result: talkingHeadsAttention(query, key, value, p, w, given), axis: 1 }];
    const [output, scores] = talkingHeadsAttention(query, key, value, p, w, { ...given, returnScores: true });
    return [
      { result: output, axis: 1 },
      { result: scores, axis: 2 },
    ];
  };
  const inputs = [random.normals([b, t, h, d]), random.normals([b, t, h, d]), random.normals([b, t, h, v])];
  return { inputs, axis: 1, run, largestExponent: LARGEST_EXPONENT[masking] };
}

function layerProblem(random: Random, seed: number): { layer: TalkingHeadsAttention; problem: CausalProblem } {
  const rank = random.integer(3, 5);
  const axis = random.integer(1, rank - 2);
  const shape = Array.from({ length: rank }, (_, i) => (i === axis ? random.integer(2, 6) : random.integer(1, 3)));
  const [b, t] = [shape[0], shape[axis]];
  const masking = random.oneOf(['robust', 'additive'] as const);
  const layer = new TalkingHeadsAttention({
    numHeads: random.integer(1, 3),
    keyDim: random.integer(1, 3),
    valueDim: random.integer(1, 3),
    dropout: random.oneOf([0, 0.3]),
    attentionAxes: random.oneOf([axis, axis - rank]),
    softmaxRobustMasking: masking === 'robust',
    seed,
  });
  const attention = random.chance(0.4) ? randomShown(random, [t, t], masking) : undefined;
  const values = random.chance(0.4) ? randomShown(random, [b, t], masking) : undefined;
  // With additive masking a query that is hidden attends to all keys, as in the original.
  const queries = masking === 'robust' && random.chance(0.4) ? randomShown(random, [b, t], masking) : undefined;
  const returnScores = random.chance(0.5);
  const options = {
    useCausalMask: true,
    training: true,
    randomKey: RandomKey.fromSeed(seed),
    implementation: IMPLEMENTATIONS[seed % IMPLEMENTATIONS.length],
  };
  const run = ([x]: Tensor[]): { result: Tensor; axis: number }[] => {
    const masks = {
      attentionMask: attention && toBool(attention),
      valueMask: values && toBool(values),
      queryMask: queries && toBool(queries),
    };
    if (!returnScores) return [{ result: layer.call(x, { ...options, ...masks }), axis }];
    const [output, scores] = layer.call(x, { ...options, ...masks, returnAttentionScores: true });
    return [
      { result: output, axis },
      { result: scores, axis: scores.rank - 2 },
    ];
  };
  const inputs = [random.normals(shape)];
  layer.ensureBuilt({ query: shape });
  return { layer, problem: { inputs, axis, run, largestExponent: LARGEST_EXPONENT[masking] } };
}

/** With additive masking the first key is always shown: a row with nothing to attend attends to all keys. */
function randomShown(
  random: Random,
  shape: number[],
  masking: 'robust' | 'additive',
): ReturnType<typeof filled<boolean>> {
  const numKeys = shape.at(-1) ?? 1;
  return mapArray(filled(shape, true), (_, at) => (masking === 'additive' && at % numKeys === 0) || random.chance(0.7));
}

function sizes(random: Random, most: number): [number, number, number] {
  return [random.integer(1, most), random.integer(1, most), random.integer(1, most)];
}

/** Attention as one might write it, with the mask where plain attention has it. */
function leakyAttention([query, key, value]: Tensor[], mix: Tensor): Tensor {
  const logits = matMul(headsFirst(query), headsFirst(key), false, true);
  const masked = where(causalMask(query.shape[1]!, key.shape[1]!), logits, scalar(-1e9));
  return headsFirst(matMul(softmax(mixHeads(masked, mix)), headsFirst(value)));
}

/** Puts the case into the message of whatever fails in it. */
function named<T>(title: string, f: () => T): T {
  try {
    return f();
  } catch (error) {
    (error as Error).message = `${title}: ${(error as Error).message}`;
    throw error;
  }
}
