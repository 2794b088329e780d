import { keep, type Tensor } from '@tensorflow/tfjs-core';
import type { Parameter } from '../modules/Parameter.js';

/** What one parameter's update remembers, by name: momentum, averages. */
export type Slots = Record<string, Tensor>;

/** What an optimizer remembers of one parameter. */
export interface Remembered {
  /** What the rule remembers; absent before the first update. */
  slots?: Slots;
  /** Moving average of the values. */
  average?: Tensor;
  /** Sum of the gradients that wait for the next update. */
  accumulated?: Tensor;
}

/** What an optimizer remembers between calls. Its tensors outlive the scopes they were made in. */
export class OptimizerMemory {
  /** How many updates were made. */
  step = 0;
  /** How many gradients of each parameter wait for the next update. */
  calls = 0;
  /** Whether the averages stand in for the values. */
  averagesInUse = false;
  readonly #byPath = new Map<string, Remembered & { owner: Parameter }>();

  /** Everything, by path. */
  entries(): Iterable<readonly [path: string, remembered: Remembered & { owner: Parameter }]> {
    return this.#byPath;
  }

  /** What the rule remembers, by path. */
  get slots(): ReadonlyMap<string, Slots> {
    return new Map([...this.#byPath].flatMap(([path, { slots }]) => (slots === undefined ? [] : [[path, slots]])));
  }

  /** Of one parameter. */
  of(path: string): Remembered & { owner?: Parameter } {
    return this.#byPath.get(path) ?? {};
  }

  /** Forgets what it remembers of a path for something else. */
  replace(path: string, owner: Parameter, remembered: Remembered): void {
    const after = tensorsOf(remembered);
    for (const tensor of after) keep(tensor);
    // A rule may hand on a tensor of its state as it is.
    for (const tensor of tensorsOf(this.of(path))) if (!after.includes(tensor)) tensor.dispose();
    this.#byPath.set(path, { ...remembered, owner });
  }

  /** Forgets everything. */
  clear(): void {
    for (const remembered of this.#byPath.values()) for (const tensor of tensorsOf(remembered)) tensor.dispose();
    this.#byPath.clear();
    this.step = 0;
    this.calls = 0;
  }
}

function tensorsOf({ slots = {}, average, accumulated }: Remembered): Tensor[] {
  return [...Object.values(slots), average, accumulated].filter((tensor) => tensor !== undefined);
}
