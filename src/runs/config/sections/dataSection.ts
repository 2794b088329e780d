import * as z from 'zod';

/** What a run trains on. */
export const dataSection = z
  .strictObject({
    text: z
      .string()
      .min(1)
      .default('moby-dick')
      .meta({ description: "'moby-dick', the path of a UTF-8 text file, or '-' for standard input" }),
    validationFraction: z
      .number()
      .gt(0)
      .lt(1)
      .default(0.1)
      .meta({ description: 'share of the text, at its end, that is held out for measuring' }),
    sampling: z.enum(['random', 'shuffled']).default('random').meta({
      description: "windows that begin anywhere ('random'), or epochs of consecutive ones in a shuffled order",
    }),
  })
  .prefault({})
  .meta({ description: 'What is trained on' });
