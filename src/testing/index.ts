/** For tests of one's own operations and layers. */
import '../backends/simd/register.js';

export { checkGradients, type CheckGradientsOptions } from './checkGradients.js';
export { GradientReport, type GradientRow } from './GradientReport.js';
export type { NamedInputs } from './namedTensors.js';
