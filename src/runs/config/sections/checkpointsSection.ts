import * as z from 'zod';

/** How often a run writes down where it is, and what of that it keeps. */
export const checkpointsSection = z
  .strictObject({
    every: z.int().min(1).default(200).meta({ description: 'steps between checkpoints' }),
    keep: z.int().min(1).default(3).meta({ description: 'how many of the newest are kept' }),
    keepBest: z
      .boolean()
      .default(true)
      .meta({ description: 'whether that with the lowest held-out loss is kept as well' }),
    onFailure: z
      .enum(['stop', 'continue'])
      .default('stop')
      .meta({ description: 'what happens when one cannot be written' }),
  })
  .prefault({})
  .meta({ description: 'Checkpoints' });
