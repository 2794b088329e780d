import type { ArgumentCase } from './ArgumentCase.js';
import { attentionLayersCases } from './attentionLayers.cases.js';
import { attentionOpsCases } from './attentionOps.cases.js';
import { configurationsCases } from './configurations.cases.js';
import { dataCases } from './data.cases.js';
import { engineCases } from './engine.cases.js';
import { layersCases } from './layers.cases.js';
import { leavesCases } from './leaves.cases.js';
import { linearDecayCases } from './linearDecay.cases.js';
import { modulesCases } from './modules.cases.js';
import { opsCases } from './ops.cases.js';
import { optimizersCases } from './optimizers.cases.js';
import { testingCases } from './testing.cases.js';
import { trainingCases } from './training.cases.js';

/** A bad value, or several, of every public argument. */
export const allCases: readonly ArgumentCase[] = [
  ...engineCases(),
  ...opsCases(),
  ...attentionOpsCases(),
  ...modulesCases(),
  ...layersCases(),
  ...attentionLayersCases(),
  ...configurationsCases(),
  ...leavesCases(),
  ...linearDecayCases(),
  ...optimizersCases(),
  ...trainingCases(),
  ...dataCases(),
  ...testingCases(),
];
