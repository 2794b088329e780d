import { checkChoice } from '../config/checkChoice.js';
import type { ConfigStyle } from '../config/writeConfig.js';
import { checkModule } from '../modules/checkModule.js';
import type { AnyModule } from '../modules/Module.js';
import { layers, type ConfigurableModule } from './index.js';

/**
 * A layer or model as JSON, from which {@link modelFromJson} makes one with the same options, paths and shapes. Values of
 * parameters are not in it, nor which of them `freeze` keeps from training.
 *
 * @param style `'own'` with keys in camelCase, or `'keras'` with keys in snake_case and without the options that Keras
 * does not know: `seed`, `returnAttentionScores`, `softmaxRobustMasking`. Default `'own'`.
 * @throws Error when its class is not known (see {@link registerLayer}), or an option is a function.
 */
export function modelToJson(model: AnyModule, style: ConfigStyle = 'own'): string {
  checkModule('modelToJson', 'model', model);
  checkChoice('modelToJson', 'style', style, ['own', 'keras']);
  const module = model as ConfigurableModule;
  return JSON.stringify(style === 'keras' ? layers.serializeKeras(module) : layers.serialize(module));
}
