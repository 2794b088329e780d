import * as z from 'zod';

/** The text that a run lets its model write. */
export const sampleSection = z
  .strictObject({
    prompt: z.string().min(1).default('Call me ').meta({ description: 'how the sample begins' }),
    length: z.int().min(0).default(400).meta({ description: 'tokens to add to it' }),
    temperature: z
      .number()
      .min(0)
      .max(100)
      .default(0.8)
      .meta({ description: 'below 1 the likely becomes likelier; 0 takes the likeliest' }),
    topK: z
      .int()
      .min(1)
      .nullable()
      .default(null)
      .meta({ description: 'only this many of the likeliest tokens are drawn from; null: all' }),
    topP: z.number().gt(0).max(1).nullable().default(null).meta({
      description: 'only the likeliest tokens that together have this probability are drawn from; null: all',
    }),
    every: z.int().min(0).default(0).meta({ description: 'steps between samples; 0: only one, at the end' }),
  })
  .prefault({})
  .meta({ description: 'Samples' });
