import type { ArgumentCase } from './ArgumentCase.js';
import { attentionLayersCases } from './attentionLayers.cases.js';
import { attentionOpsCases } from './attentionOps.cases.js';
import { configurationsCases } from './configurations.cases.js';
import { checkpointCases } from './checkpoints.cases.js';
import { blocksCases } from './blocks.cases.js';
import { dataCases } from './data.cases.js';
import { engineCases } from './engine.cases.js';
import { layersCases } from './layers.cases.js';
import { leavesCases } from './leaves.cases.js';
import { linearDecayCases } from './linearDecay.cases.js';
import { lossesCases } from './losses.cases.js';
import { metricsCases } from './metrics.cases.js';
import { modelsCases } from './models.cases.js';
import { modulesCases } from './modules.cases.js';
import { opsCases } from './ops.cases.js';
import { optimizerLeavesCases } from './optimizerLeaves.cases.js';
import { optimizerMechanismCases } from './optimizerMechanism.cases.js';
import { optimizersCases } from './optimizers.cases.js';
import { penaltiesCases } from './penalties.cases.js';
import { safetensorsCases } from './safetensors.cases.js';
import { schedulesCases } from './schedules.cases.js';
import { positionsCases } from './positions.cases.js';
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
  ...blocksCases(),
  ...positionsCases(),
  ...leavesCases(),
  ...penaltiesCases(),
  ...schedulesCases(),
  ...lossesCases(),
  ...metricsCases(),
  ...optimizersCases(),
  ...optimizerLeavesCases(),
  ...optimizerMechanismCases(),
  ...modelsCases(),
  ...trainingCases(),
  ...dataCases(),
  ...safetensorsCases(),
  ...checkpointCases(),
  ...testingCases(),
];
