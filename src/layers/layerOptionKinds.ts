import type { OptionKinds } from '../config/OptionKinds.js';
import { formatValue } from '../config/formatValue.js';
import { constraints } from '../constraints/index.js';
import { initializers } from '../initializers/index.js';
import { regularizers } from '../regularizers/index.js';

/** What the options of layers and models hold. */
export const layerOptionKinds: OptionKinds = {
  enumerations: ['activation', 'attention', 'feedForward', 'norm', 'normalization', 'pooling', 'positions'],
  nested: { Initializer: initializers, Regularizer: regularizers, Constraint: constraints },
  ownOptions: ['seed', 'returnAttentionScores', 'softmaxRobustMasking'],
  // What buildConfig says as well.
  ignored: ['batch_input_shape'],
  saysNothing(where, option, value) {
    if (option !== 'dtype') return false;
    const name = nameOfType(value);
    if (name !== 'float32') throw new Error(`${where}: dtype must be 'float32', got ${formatValue(name)}`);
    return true;
  },
};

/** Keras writes the type's name, or a policy that holds it. */
function nameOfType(dtype: unknown): unknown {
  const policy = dtype as { config?: { name?: unknown } };
  return policy.config?.name ?? dtype;
}
