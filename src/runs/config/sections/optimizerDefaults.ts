import { optionName } from '../../../config/optionName.js';

/** An optimizer takes one of these at most. */
const CLIPPING = ['clipValue', 'clipNorm', 'globalClipNorm'];

/**
 * The options of an optimizer that a run sets where its configuration does not: clipping by the norm of all gradients,
 * and for AdamW what trains small language models well.
 *
 * @param given The options that are given, in camelCase or in snake_case; none of them is in the result.
 */
export function optimizerDefaults(className: string, given: Record<string, unknown>): Record<string, unknown> {
  const named = Object.keys(given).map(optionName);
  const clipping = CLIPPING.some((name) => named.includes(name)) ? {} : { globalClipNorm: 1 };
  const decay = { weightDecay: 0.01, excludeFromWeightDecay: ['**.bias', '**.gamma', '**.beta'] };
  const defaults = { ...(className === 'AdamW' ? { ...decay, beta2: 0.99 } : {}), ...clipping };
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => !named.includes(name)));
}
