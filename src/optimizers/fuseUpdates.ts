import type { Tensor } from '@tensorflow/tfjs-core';
import { isHeldOnce } from '../engine/isHeldOnce.js';
import { tellKernelUse } from '../engine/kernelUse.js';
import { hasOwnKernel, runOwnKernel } from '../engine/runOwnKernel.js';
import type { Parameter } from '../modules/Parameter.js';
import type { ClippedGradients } from './clipGradients.js';
import { decayShare } from './decayShare.js';
import type { FusedRule } from './FusedRule.js';
import type { OptimizerMemory, Slots } from './OptimizerMemory.js';
import type { OptimizerOptions } from './OptimizerOptions.js';
import { rateFactor } from './rateFactor.js';
import type { UpdateContext } from './UpdateContext.js';

/** Updates of which nothing is made before `run`. */
export interface FusedUpdates {
  /** Whose they are; of the others the rule makes an update each. */
  paths: ReadonlySet<string>;
  /** Makes all of them at once: the last thing that may fail. */
  run: () => void;
}

/** What is used of an optimizer. */
interface Rule {
  init(value: Tensor): Slots;
  fused?(): FusedRule;
}

interface Fused {
  path: string;
  owner: Parameter;
  gradient: Tensor;
  slots: Slots;
}

/**
 * The updates that a kernel makes of many parameters in one pass, in place, with the same bits as the rule's `update`.
 *
 * Left to the rule are parameters with something behind it, a constraint or an average; those whose value or state
 * somebody else holds, who is promised that it stays; those whose gradient is what another update changes; and everything
 * where the backend has no such kernel, or where a subclass changed the rule.
 */
export function fuseUpdates(
  rule: Rule,
  memory: OptimizerMemory,
  owners: ReadonlyMap<string, Parameter>,
  { gradients, factor }: ClippedGradients,
  options: OptimizerOptions,
  context: UpdateContext,
): FusedUpdates {
  const fused = rule.fused?.();
  if (!isCovered(rule, fused, options)) return { paths: new Set(), run: () => undefined };
  const leave = (path: string, why: string): [] => {
    tellKernelUse(fused.kernel, `${path} ${why}`);
    return [];
  };
  const candidates = [...gradients].flatMap(([path, gradient]): Fused[] => {
    const owner = owners.get(path)!;
    if (owner.constraint !== undefined) return leave(path, 'has a constraint');
    if (!isHeldOnce(owner.value)) return leave(path, 'has a value that somebody else holds');
    const slots = memory.of(path).slots ?? rule.init(owner.value);
    if (!fused.slots.every((slot) => isHeldOnce(slots[slot])))
      return leave(path, 'has a state that somebody else holds');
    return [{ path, owner, gradient, slots }];
  });
  const changed = (one: Fused): Tensor[] => [one.owner.value, ...fused.slots.map((slot) => one.slots[slot])];
  const buffers = new Set(candidates.flatMap(changed).map(({ dataId }) => dataId));
  const updates = candidates.filter(({ gradient }) => !buffers.has(gradient.dataId));
  const run = (): void => {
    if (updates.length === 0) return;
    const tensors = updates.flatMap((one) => {
      const [value, ...slots] = changed(one);
      return [value, one.gradient, ...slots];
    });
    const rates = updates.map(({ path }) => context.learningRate * rateFactor(path, options.learningRates));
    const inputs = factor === undefined ? tensors : [...tensors, factor];
    runOwnKernel(fused.kernel, Object.fromEntries(inputs.entries()), {
      numSlots: fused.slots.length,
      decays: updates.map(({ path }, i) => decayShare(path, rates[i], options) ?? NaN),
      numbers: rates.flatMap((learningRate) => fused.numbers({ ...context, learningRate })),
    });
    for (const { path, owner, slots } of updates) memory.replace(path, owner, { slots });
  };
  return { paths: new Set(updates.map(({ path }) => path)), run };
}

/** Whether a kernel makes updates of the rule at all. */
function isCovered(rule: Rule, fused: FusedRule | undefined, { useEma }: OptimizerOptions): fused is FusedRule {
  const why = !fused
    ? 'the rule has no kernel'
    : !isOfOneClass(rule)
      ? 'a subclass changed the rule'
      : useEma === true
        ? 'averages of the parameters are kept'
        : undefined;
  if (why === undefined) return hasOwnKernel(fused!.kernel);
  tellKernelUse(fused?.kernel ?? rule.constructor.name, why);
  return false;
}

/** A subclass with an `update` of its own does not do what the kernel of its base class does. */
function isOfOneClass(rule: Rule): boolean {
  return definerOf(rule, 'fused') === definerOf(rule, 'update');
}

function definerOf(rule: object, method: string): object {
  return Object.hasOwn(rule, method) ? rule : definerOf(Object.getPrototypeOf(rule) as object, method);
}
