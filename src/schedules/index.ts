import { Registry, type Identifier } from '../config/Registry.js';
import { ConstantWithCooldown } from './ConstantWithCooldown.js';
import { CosineDecay } from './CosineDecay.js';
import { CosineDecayRestarts } from './CosineDecayRestarts.js';
import { ExponentialDecay } from './ExponentialDecay.js';
import { InverseSquareRootDecay } from './InverseSquareRootDecay.js';
import { InverseTimeDecay } from './InverseTimeDecay.js';
import { LinearDecay } from './LinearDecay.js';
import { PiecewiseConstantDecay } from './PiecewiseConstantDecay.js';
import { PolynomialDecay } from './PolynomialDecay.js';
import { Schedule } from './Schedule.js';

/** The schedules that configurations can name. */
export const schedules = new Registry(
  'schedule',
  Schedule,
  {
    CosineDecay,
    CosineDecayRestarts,
    ExponentialDecay,
    InverseTimeDecay,
    LinearDecay,
    PiecewiseConstantDecay,
    PolynomialDecay,
    InverseSquareRootDecay,
    ConstantWithCooldown,
  },
  { enumerations: ['cooldown'] },
);

/** A schedule, or its serialized form. */
export type ScheduleIdentifier = Identifier<Schedule>;

/**
 * The schedule an identifier stands for.
 *
 * @throws Error when it names none, or an option is missing, unknown or out of its range.
 */
export function getSchedule(identifier: ScheduleIdentifier): Schedule {
  return schedules.get(identifier);
}
