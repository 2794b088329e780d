import { Registry, type Identifier } from '../config/Registry.js';
import { CosineDecay } from './CosineDecay.js';
import { LinearDecay } from './LinearDecay.js';
import { Schedule } from './Schedule.js';

/** The schedules that configurations can name. */
export const schedules = new Registry('schedule', Schedule, { CosineDecay, LinearDecay });

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
