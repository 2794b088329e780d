import { Registry, type Configurable, type RegistryClass } from '../config/Registry.js';
import { layerClasses } from '../layers/index.js';
import { layerOptionKinds } from '../layers/layerOptionKinds.js';
import { Module, type AnyModule } from '../modules/Module.js';
import { Transformer } from './Transformer.js';

/** A module that a configuration can describe. */
export type ConfigurableModule = AnyModule & Configurable;

/** A class of such modules; without `fromConfig`, its constructor takes the options. */
export type ConfigurableModuleClass = RegistryClass<ConfigurableModule>;

/** The layers and models that configurations can name, each by its own `className`; models stand here. */
export const modelClasses = [...layerClasses, Transformer] as const;

/** The layers and models that configurations can name, by class name. A layer may hold others: `layer`, `layers`. */
export const layers = new Registry<ConfigurableModule>(
  'layer',
  Module as unknown as { readonly prototype: ConfigurableModule },
  Object.fromEntries(modelClasses.map((type): [string, ConfigurableModuleClass] => [type.className, type])),
  {
    ...layerOptionKinds,
    aliases: { LayerNorm: 'LayerNormalization', layerNorm: 'LayerNormalization', layer_norm: 'LayerNormalization' },
    nestedInItself: ['layer', 'layers'],
  },
);
