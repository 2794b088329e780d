/** One thing that is measured, as plain data: it goes to other processes as JSON, and each knows what it stands for. */
export type Case = MatMulCase | KernelCase | AttentionCase | GptCase | CeilingCase;

interface NamedCase {
  /** As results are told apart in their bench. */
  name: string;
  /** What one run does, in the units that the bench counts: floating-point operations, bytes, tokens. */
  work: number;
}

/** `c[batch, m, n] = a[batch, m, k] · b[batch, k, n]`; a transposed operand is stored with its last two axes swapped. */
export interface MatMulCase extends NamedCase {
  bench: 'matmul';
  batch: number;
  m: number;
  n: number;
  k: number;
  transposeA: boolean;
  transposeB: boolean;
}

/** One operation of `kernelCases`, by its name. */
export interface KernelCase extends NamedCase {
  bench: 'kernels';
}

/**
 * Attention over `[batch, length, heads, headSize]`, of every query to every key of its batch and head; of the sum of its
 * output all gradients are taken where `backward` says so.
 */
export interface AttentionCase extends NamedCase {
  bench: 'attention';
  batch: number;
  length: number;
  heads: number;
  headSize: number;
  /** Whether heads are mixed before and after the softmax. */
  talkingHeads: boolean;
  /** Whether queries see no keys behind them. */
  causal: boolean;
  backward: boolean;
}

/** One training step of a language model: forward, backward, Adam, the loss read back. */
export interface GptCase extends NamedCase {
  bench: 'gpt-step';
  talkingHeads: boolean;
  layers: number;
  heads: number;
  width: number;
  length: number;
  batch: number;
  vocabulary: number;
}

/** What the hardware gives our kernels at best: memory that is copied, the matrix product's inner loop by itself. */
export interface CeilingCase extends NamedCase {
  bench: 'ceiling';
  name: 'copy' | 'tile';
  /** Whether it is measured on one thread, and several are expected to do as much each. */
  ofEachThread: boolean;
}
