import * as z from 'zod';
import { backendSection } from './sections/backendSection.js';
import { checkpointsSection } from './sections/checkpointsSection.js';
import { dataSection } from './sections/dataSection.js';
import { modelSection } from './sections/modelSection.js';
import { optimizerSection } from './sections/optimizerSection.js';
import { sampleSection } from './sections/sampleSection.js';
import { trainingSection } from './sections/trainingSection.js';

/**
 * The configuration of a training run: its types, ranges, defaults and descriptions, from which come {@link RunConfig},
 * the reading of configurations, the schema for editors and the help.
 */
export const runConfigSchema = z
  .strictObject({
    data: dataSection,
    model: modelSection,
    optimizer: optimizerSection,
    training: trainingSection,
    checkpoints: checkpointsSection,
    sample: sampleSection,
    backend: backendSection,
  })
  .meta({ title: 'RunConfig', description: 'Configuration of a training run of talking-heads' });

/** All that a training run can be told, with every default filled in. Plain data. */
export type RunConfig = z.output<typeof runConfigSchema>;
