/** Where training stands. */
export interface Progress {
  step: number;
  /** The step at which training ends. */
  steps: number;
  /** Training loss, in nats. */
  loss: number;
  /** Last validation loss, in nats. */
  validationLoss?: number;
  tokensPerSecond?: number;
  /** Such as `2m 14s left`. */
  time?: string;
}

/** The parts of a line in the order in which they give way to a narrow terminal. */
const leavingOrder = ['rate', 'bar', 'percent', 'validation', 'time', 'loss'] as const;
const leastBar = 10;
const mostBar = 30;
const gap = '  ';

/**
 * Where training stands, in one line: bar, steps, percent, losses, speed, time. What does not fit is left out, the least
 * important first.
 *
 * @param width Columns that the line may take.
 */
export function progressLine(progress: Progress, width: number): string {
  const fraction = fractionOf(progress);
  const parts = { bar: bar(fraction, leastBar), ...partsOf(progress) };
  for (const name of leavingOrder) {
    if (join(parts).length <= width) break;
    parts[name] = '';
  }
  const room = leastBar + width - join(parts).length;
  if (parts.bar !== '') parts.bar = bar(fraction, Math.min(mostBar, room));
  return join(parts).slice(0, width);
}

/** The same without a bar, for files: `100/2000  5%  loss 2.345  1234 tok/s  3m 20s left`. */
export function progressText(progress: Progress): string {
  return join(partsOf(progress));
}

/** A loss in nats with three decimals; tiny ones as `3.21e-5`. */
export function formatLoss(loss: number): string {
  return loss > 0 && loss < 0.001 ? loss.toExponential(2) : loss.toFixed(3);
}

function partsOf(progress: Progress): Record<'steps' | 'percent' | 'loss' | 'validation' | 'rate' | 'time', string> {
  const { step, steps, loss, validationLoss, tokensPerSecond, time } = progress;
  return {
    steps: `${String(step).padStart(String(steps).length)}/${steps}`,
    percent: `${String(Math.floor(100 * fractionOf(progress))).padStart(3)}%`,
    loss: `loss ${formatLoss(loss)}`,
    validation: validationLoss === undefined ? '' : `val ${formatLoss(validationLoss)}`,
    rate: tokensPerSecond === undefined ? '' : `${formatRate(tokensPerSecond)} tok/s`,
    time: time ?? '',
  };
}

const fractionOf = ({ step, steps }: Progress): number => (steps > 0 ? Math.min(1, step / steps) : 1);

const join = (parts: Record<string, string>): string =>
  Object.values(parts)
    .filter((part) => part !== '')
    .join(gap);

/** Rounded down: a full bar means that training is over. */
function bar(fraction: number, width: number): string {
  const full = Math.floor(fraction * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}

function formatRate(perSecond: number): string {
  if (perSecond >= 999_500) return `${(perSecond / 1e6).toFixed(1)}M`;
  if (perSecond >= 9_995) return `${(perSecond / 1000).toFixed(1)}k`;
  return perSecond.toFixed(0);
}
