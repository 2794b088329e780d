import { sigmoid, softplus } from './activations.js';
import { array, groupsAlong, type NdArray } from './array.js';
import type { Field } from './scalar.js';
import { dot, sum } from './sums.js';

/** Options of a loss, as its class has them. */
export type LossConfig = Readonly<Record<string, number | boolean>>;

type RowLoss = <S>(field: Field<S>, target: S[], prediction: S[], config: LossConfig) => S;

function meanOf<S>(field: Field<S>, values: S[]): S {
  return field.mul(sum(field, values), field.constant(1 / values.length));
}

/** The mean of a function of each pair. */
function meanLoss(f: <S>(field: Field<S>, target: S, prediction: S, config: LossConfig) => S): RowLoss {
  return (field, target, prediction, config) =>
    meanOf(
      field,
      target.map((one, i) => f(field, one, prediction[i], config)),
    );
}

/** `−t log p − (1 − t) log(1 − p)`; from probabilities, with Keras's 1e-7 in the logarithms. */
function yesOrNo<S>(field: Field<S>, yes: S, x: S, { fromLogits }: LossConfig): S {
  const { constant, add, sub, mul, log } = field;
  const [one, epsilon] = [constant(1), constant(1e-7)];
  const no = sub(one, yes);
  if (fromLogits) return add(mul(yes, softplus(field, sub(constant(0), x))), mul(no, softplus(field, x)));
  const gained = add(mul(yes, log(add(x, epsilon))), mul(no, log(add(sub(one, x), epsilon))));
  return sub(constant(0), gained);
}

function smooth<S>({ constant, add, mul }: Field<S>, target: S, share: number, classes: number): S {
  return add(mul(target, constant(1 - share)), constant(share / classes));
}

/** `−Σ t log p`, `p = x / Σ x`. */
function surprise<S>(field: Field<S>, target: S[], x: S[]): S {
  const { sub, log } = field;
  const total = log(sum(field, x));
  return dot(
    field,
    target,
    x.map((one) => sub(total, log(one))),
  );
}

/** Losses along a row, by class name, of probabilities that need not be cut. */
const ROWS: Record<string, RowLoss> = {
  MeanSquaredError: meanLoss(({ sub, mul }, t, x) => mul(sub(x, t), sub(x, t))),
  MeanAbsoluteError: meanLoss(({ sub, toNumber }, t, x) => (toNumber(x) > toNumber(t) ? sub(x, t) : sub(t, x))),
  Huber: meanLoss((field, t, x, config) => {
    const { constant, sub, mul, toNumber } = field;
    const delta = Number(config.delta);
    const error = toNumber(x) > toNumber(t) ? sub(x, t) : sub(t, x);
    if (toNumber(error) <= delta) return mul(constant(0.5), mul(error, error));
    return mul(constant(delta), sub(error, constant(delta / 2)));
  }),
  LogCosh: meanLoss(({ constant, add, sub, mul, exp, log }, t, x) => {
    const error = sub(x, t);
    return log(mul(constant(0.5), add(exp(error), exp(sub(constant(0), error)))));
  }),
  CosineSimilarity: (field, t, x) => {
    const { constant, sub, mul, div, sqrt } = field;
    const lengths = mul(sqrt(dot(field, t, t)), sqrt(dot(field, x, x)));
    return sub(constant(0), div(dot(field, t, x), lengths));
  },
  KLDivergence: (field, t, x) =>
    dot(
      field,
      t,
      t.map((one, i) => field.log(field.div(one, x[i]))),
    ),
  SparseCategoricalCrossentropy: (field, t, x, { fromLogits }) => surprise(field, t, fromLogits ? x.map(field.exp) : x),
  CategoricalCrossentropy: (field, t, x, { fromLogits, labelSmoothing = 0 }) => {
    const smoothed = t.map((one) => smooth(field, one, Number(labelSmoothing), t.length));
    return surprise(field, smoothed, fromLogits ? x.map(field.exp) : x);
  },
  BinaryCrossentropy: meanLoss((field, t, x, config) =>
    yesOrNo(field, smooth(field, t, Number(config.labelSmoothing ?? 0), 2), x, config),
  ),
  BinaryFocalCrossentropy: meanLoss((field, t, x, config) => {
    const { constant, add, sub, mul, exp, log } = field;
    const yes = smooth(field, t, Number(config.labelSmoothing ?? 0), 2);
    const no = sub(constant(1), yes);
    const p = config.fromLogits ? sigmoid(field, x) : x;
    const error = add(mul(yes, sub(constant(1), p)), mul(no, p));
    const focus = exp(mul(constant(Number(config.gamma ?? 2)), log(error)));
    const alpha = Number(config.alpha ?? 0.25);
    const weight = config.applyClassBalancing
      ? add(mul(yes, constant(alpha)), mul(no, constant(1 - alpha)))
      : constant(1);
    return mul(weight, mul(focus, yesOrNo(field, yes, x, config)));
  }),
};

/**
 * A loss of every example.
 *
 * @param target Of the prediction's shape; for labels, ones at their classes.
 * @returns The shape without the axis, the last by default.
 */
export function losses<S>(
  field: Field<S>,
  name: string,
  [target, prediction]: [NdArray<S>, NdArray<S>],
  config: LossConfig,
): NdArray<S> {
  const axis = Number(config.axis ?? -1);
  const groups = groupsAlong(target.shape, [axis]);
  const at = ({ values }: NdArray<S>, group: number[]): S[] => group.map((i) => values[i]);
  return array(
    target.shape.toSpliced(axis, 1),
    groups.map((group) => ROWS[name](field, at(target, group), at(prediction, group), config)),
  );
}

/** What becomes of losses that have weights. */
export function reduced<S>(field: Field<S>, x: NdArray<S>, weights: NdArray, reduction: string): NdArray<S> {
  const weighted = x.values.map((value, i) => field.mul(value, field.constant(weights.values[i])));
  if (reduction === 'none') return array(x.shape, weighted);
  const share = reduction === 'sum' ? 1 : 1 / weighted.length;
  return array([], [field.mul(sum(field, weighted), field.constant(share))]);
}
