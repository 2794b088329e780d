import { readConfig } from '../config/readConfig.js';
import { layerOptionKinds } from './layerOptionKinds.js';

/**
 * The options in a layer's configuration, in camelCase or in Keras's snake_case, for its constructor.
 *
 * @throws Error when the configuration is not an object, or asks for another type than float32.
 */
export function readLayerConfig<Options>(where: string, config: Record<string, unknown>): Options {
  return readConfig(where, config, layerOptionKinds) as Options;
}
