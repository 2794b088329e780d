import type { Tensor } from '@tensorflow/tfjs-core';
import type { Attention } from './AttentionOptions.js';

const DIFFERENTIABLE = ['query', 'key', 'value', 'preSoftmaxWeight', 'postSoftmaxWeight', 'bias'] as const;
type Differentiable = (typeof DIFFERENTIABLE)[number];
/** Gradients by the names of what they belong to. */
export type AttentionGradients = Partial<Record<Differentiable, Tensor>>;

/** Turns named tensors into the list a custom gradient takes, leaving out those that are absent, and back. */
export class AttentionTensors {
  /** Those it is differentiated by. */
  readonly inputs: Tensor[];
  /** The mask, where there is one. */
  readonly constants: Tensor[];
  private readonly names: Differentiable[];

  constructor(readonly attention: Omit<Attention, 'value'> & { value?: Tensor }) {
    this.names = DIFFERENTIABLE.filter((name) => attention[name] !== undefined);
    this.inputs = this.names.map((name) => attention[name]!);
    this.constants = attention.mask === undefined ? [] : [attention.mask];
  }

  /** The attention of other tensors in their order. */
  with(inputs: Tensor[], [mask]: Tensor[]): Attention {
    const named = Object.fromEntries(this.names.map((name, i) => [name, inputs[i]]));
    return { ...(this.attention as Attention), ...named, mask };
  }

  /** Gradients in the order of the inputs. */
  inOrder(gradients: AttentionGradients): Tensor[] {
    return this.names.map((name) => gradients[name]!);
  }
}
