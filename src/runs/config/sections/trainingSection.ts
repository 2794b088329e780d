import * as z from 'zod';

/** How long a run trains, at which rates, and what it does when something is not as it should be. */
export const trainingSection = z
  .strictObject({
    steps: z.int().min(1).default(2800).meta({ description: 'updates to make' }),
    batchSize: z.int().min(1).default(8).meta({ description: 'windows of text in a batch' }),
    learningRate: z.number().min(0).max(10).default(2e-3).meta({ description: 'highest learning rate' }),
    schedule: z
      .enum(['cosine', 'constant'])
      .default('cosine')
      .meta({ description: 'after the warm-up, half a cosine down to finalFraction, or always the highest rate' }),
    warmupSteps: z.int().min(0).optional().meta({
      description: 'updates over which the rate rises from a tenth; default: 100, or half of steps where that is less',
    }),
    finalFraction: z
      .number()
      .min(0)
      .max(1)
      .default(0.05)
      .meta({ description: 'share of the highest rate that the cosine ends at' }),
    seed: z.int().min(0).default(1).meta({ description: 'the same seed gives the same weights, to the bit' }),
    evaluateEvery: z.int().min(1).default(200).meta({ description: 'steps between measurements on held-out text' }),
    validationBatches: z
      .int()
      .min(1)
      .nullable()
      .default(16)
      .meta({ description: 'held-out batches of such a measurement; null: all' }),
    onNonFinite: z.enum(['stop', 'skip', 'rollback']).default('stop').meta({
      description: 'at a loss or gradient that is not finite: stop, leave the batch out, or go back to a checkpoint',
    }),
    patience: z
      .int()
      .min(1)
      .nullable()
      .default(null)
      .meta({ description: 'measurements without a better one before training stops early; null: never' }),
  })
  .transform((training) => ({
    ...training,
    warmupSteps: training.warmupSteps ?? Math.min(100, Math.floor(training.steps / 2)),
  }))
  .superRefine(({ warmupSteps, steps }, context) => {
    if (warmupSteps < steps) return;
    context.addIssue({
      code: 'custom',
      path: ['warmupSteps'],
      message: `must be below steps, ${steps}, got ${warmupSteps}`,
    });
  })
  .prefault({})
  .meta({ description: 'Training' });
