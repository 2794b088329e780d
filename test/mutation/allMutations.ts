import { attentionKernels } from './attentionKernels.js';
import { engine } from './engine.js';
import { files } from './files.js';
import { framework } from './framework.js';
import { gradients } from './gradients.js';
import { kernels } from './kernels.js';
import { masks } from './masks.js';
import { models } from './models.js';
import { ops } from './ops.js';
import { runs } from './runs.js';
import type { Mutation } from './runner/Mutation.js';

/** Every bug that `npm run test:mutation` plants. */
export const allMutations: readonly Mutation[] = [
  gradients,
  masks,
  ops,
  framework,
  models,
  files,
  engine,
  attentionKernels,
  kernels,
  runs,
].flat();
