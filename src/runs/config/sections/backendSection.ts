import * as z from 'zod';
import { MOST_THREADS } from '../../../backends/simd/threads/controlWords.js';

/** What computes. What is not given is chosen for the machine, so that a configuration fits another one as well. */
export const backendSection = z
  .strictObject({
    name: z.enum(['simd', 'cpu']).optional().meta({ description: 'the backend; default: the fastest there is' }),
    threads: z
      .int()
      .min(1)
      .max(MOST_THREADS)
      .optional()
      .meta({ description: 'threads of simd; default: what the machine has' }),
    blas: z
      .string()
      .min(1)
      .optional()
      .meta({
        description:
          "who multiplies large matrices: 'auto' for the first BLAS of the system that is found, or the path of one; " +
          'default: none',
      }),
  })
  .prefault({})
  .meta({ description: 'The backend' });
