import type { UpdateContext } from './UpdateContext.js';

/** A rule as a kernel of the backend makes it, in place and with the bits of the rule's operations. */
export interface FusedRule {
  /** Name of the kernel; a backend without it uses the operations. */
  kernel: string;
  /** The rule's slots in the order in which the kernel takes them. */
  slots: readonly string[];
  /** The numbers that the rule's operations use, in the order of the kernel. */
  numbers: (context: UpdateContext) => number[];
}
