import * as z from 'zod';
import { optimizers } from '../../../optimizers/index.js';
import { optimizerDefaults } from './optimizerDefaults.js';

/** What changes the weights. The options are checked by the class, when the optimizer is made. */
export const optimizerSection = z
  .strictObject({
    className: z.enum(optimizers.names).default('AdamW').meta({ description: 'the optimizer' }),
    config: z
      .record(z.string(), z.unknown())
      .default({})
      .meta({
        description:
          'its options; null leaves one to the class. Those not given are globalClipNorm 1, and for AdamW beta2 0.99, ' +
          'weightDecay 0.01 and no decay of biases and normalizations. A learningRate, a number or a schedule, stands ' +
          'instead of what training says',
      }),
  })
  .transform(({ className, config }) => ({
    className,
    config: { ...optimizerDefaults(className, config), ...config },
  }))
  .prefault({})
  .meta({ description: 'The optimizer' });
