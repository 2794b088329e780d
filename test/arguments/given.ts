import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import {
  Dense,
  MultiHeadAttention,
  RandomKey,
  SGD,
  TalkingHeadsAttention,
  Transformer,
  type Optimizer,
} from '../../src/index.js';

/** Good values for the arguments beside the bad one. */
export interface Given {
  /** `[2, 3]`, float32. */
  matrix: Tensor;
  /** `[2, 2]`, float32. */
  square: Tensor;
  /** `[1, 2, 3]`, float32: a batch of one sequence. */
  sequence: Tensor;
  /** `[1, 2, 2, 3]`, float32: a query, key or value of two heads. */
  heads: Tensor;
  /** `[2]`, int32: labels, or ids. */
  labels: Tensor;
  /** `[1, 2]`, int32: a batch of tokens. */
  tokens: Tensor;
  /** `[2, 3]`, bool. */
  mask: Tensor;
  /** `[2, 3]`, int32: of the wrong type where numbers with a fraction are needed. */
  whole: Tensor;
  /** `[2, 3]`, disposed. */
  disposed: Tensor;
  /** From 3 features to 2, built. */
  dense: Dense;
  /** Of 2 heads, built for {@link Given.sequence}. */
  talkingHeads: TalkingHeadsAttention;
  /** Of 2 heads, built for {@link Given.sequence}. */
  multiHead: MultiHeadAttention;
  /** Of 4 tokens, at most 2 at once. */
  transformer: Transformer;
  optimizer: Optimizer;
}

/** Filled by {@link makeGiven}: no case reads it before its call. */
export const given = {} as Given;

export const key = RandomKey.fromSeed(1);

/** Makes the tensors. */
export function makeGiven(): void {
  const numbers = (shape: number[]): Tensor => {
    const size = shape.reduce((product, one) => product * one, 1);
    return tensor(
      Float32Array.from({ length: size }, (_, i) => Math.sin(i)),
      shape,
    );
  };
  given.matrix = numbers([2, 3]);
  given.square = numbers([2, 2]);
  given.sequence = numbers([1, 2, 3]);
  given.heads = numbers([1, 2, 2, 3]);
  given.labels = tensor([0, 1], [2], 'int32');
  given.tokens = tensor([0, 1], [1, 2], 'int32');
  given.mask = tensor([1, 1, 0, 1, 0, 1], [2, 3], 'bool');
  given.whole = tensor([1, 2, 3, 4, 5, 6], [2, 3], 'int32');
  given.disposed = numbers([2, 3]);
  given.disposed.dispose();
  given.dense = new Dense({ units: 2, name: 'dense' });
  given.dense.ensureBuilt([1, 3]);
  given.talkingHeads = new TalkingHeadsAttention({ numHeads: 2, keyDim: 3 });
  given.talkingHeads.ensureBuilt({ query: [1, 2, 3] });
  given.multiHead = new MultiHeadAttention({ numHeads: 2, keyDim: 3 });
  given.multiHead.ensureBuilt({ query: [1, 2, 3] });
  given.transformer = new Transformer({ vocabularySize: 4, contextLength: 2, numLayers: 1, width: 4, numHeads: 2 });
  given.optimizer = new SGD();
}

/** Frees them. */
export function freeGiven(): void {
  given.disposed = given.matrix;
  for (const one of new Set<{ dispose(): void }>(Object.values(given) as { dispose(): void }[])) one.dispose();
}
