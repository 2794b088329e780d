import { add, engine, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Gradients by tensors, summed while a backward pass finds them.
 *
 * One tensor may be the gradient by several: that of a sum by both its terms. It is freed when none needs it any more, if it
 * was made in the scope in which this was, and never when somebody else holds it.
 */
export class GradientSums {
  private readonly byTensor = new Map<number, Tensor>();
  /** Of how many tensors something is the gradient. */
  private readonly holders = new Map<number, number>();
  private readonly scope = engine().state.activeScope.id;

  /** By a tensor; `undefined` when none was found. */
  of({ id }: Tensor): Tensor | undefined {
    return this.byTensor.get(id);
  }

  /** Adds a part of the gradient by a tensor. What an operation saved will be freed with it: of that, a copy. */
  add({ id }: Tensor, given: Tensor): void {
    const part = given.kept ? given.clone() : given;
    this.hold(part);
    const before = this.byTensor.get(id);
    if (before === undefined) {
      this.byTensor.set(id, part);
      return;
    }
    const total = add(before, part);
    this.hold(total);
    this.byTensor.set(id, total);
    this.release(before);
    this.release(part);
  }

  /** The gradient by a tensor is needed no more. */
  drop({ id }: Tensor): void {
    const gradient = this.byTensor.get(id);
    if (gradient === undefined) return;
    this.byTensor.delete(id);
    this.release(gradient);
  }

  /** Whether a tensor is the gradient by one tensor alone, and nobody outside has it. */
  isOwn(gradient: Tensor): boolean {
    return this.isOurs(gradient) && this.holders.get(gradient.id) === 1;
  }

  private hold({ id }: Tensor): void {
    this.holders.set(id, (this.holders.get(id) ?? 0) + 1);
  }

  private release(gradient: Tensor): void {
    const left = this.holders.get(gradient.id)! - 1;
    this.holders.set(gradient.id, left);
    if (left === 0 && this.isOurs(gradient)) gradient.dispose();
  }

  private isOurs({ kept, scopeId }: Tensor): boolean {
    return !kept && scopeId === this.scope;
  }
}
