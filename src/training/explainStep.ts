import { checkFunction } from '../config/checkFunction.js';
import { whileListening } from '../engine/kernelUse.js';

/** How an operation ran in a step that {@link explainStep} watched. */
export interface ExplainedOperation {
  /** Its name, with `Gradient` behind it for its derivative; of an optimizer's rule that has no kernel its class. */
  operation: string;
  /** How often it ran so. */
  calls: number;
  /** Whether it ran as one kernel. */
  fused: boolean;
  /** Why it did not; empty where it did. */
  why: string;
}

/**
 * Runs a training step, or anything else, and lists which of the operations that have a kernel of their own somewhere ran as
 * one kernel, and which as several operations of TensorFlow.js, and why: another backend, a shape or an option that the kernel
 * does not know. `console.table` shows the list well.
 *
 * @param step Run once.
 * @returns In the order in which each ran first, once for each reason.
 * @throws Whatever `step` throws.
 */
export async function explainStep(step: () => unknown): Promise<ExplainedOperation[]> {
  checkFunction('explainStep', 'step', step);
  const found = new Map<string, ExplainedOperation>();
  await whileListening((operation, why = '') => {
    const key = `${operation}: ${why}`;
    const row = found.get(key) ?? { operation, calls: 0, fused: why === '', why };
    row.calls++;
    found.set(key, row);
  }, step);
  return [...found.values()];
}
