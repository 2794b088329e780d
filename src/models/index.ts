import { Registry, type Configurable, type RegistryClass } from '../config/Registry.js';
import { layerClasses } from '../layers/index.js';
import { layerOptionKinds } from '../layers/layerOptionKinds.js';
import { Module, type AnyModule } from '../modules/Module.js';
import { MaskedLanguageModel } from './MaskedLanguageModel.js';
import { Seq2SeqTransformer } from './Seq2SeqTransformer.js';
import { Transformer } from './Transformer.js';
import { TransformerClassifier } from './TransformerClassifier.js';
import { TransformerEncoder } from './TransformerEncoder.js';

/** A module that a configuration can describe. */
export type ConfigurableModule = AnyModule & Configurable;

/** A class of such modules; without `fromConfig`, its constructor takes the options. */
export type ConfigurableModuleClass = RegistryClass<ConfigurableModule>;

/** The layers and models that configurations can name, each by its own `className`; models stand here. */
export const modelClasses = [
  ...layerClasses,
  Transformer,
  TransformerEncoder,
  TransformerClassifier,
  MaskedLanguageModel,
  Seq2SeqTransformer,
] as const;

/** The layers and models that configurations can name, by class name. One may hold others: `layer`, `layers`,
 * `encoder`. */
export const layers = new Registry<ConfigurableModule>(
  'layer',
  Module as unknown as { readonly prototype: ConfigurableModule },
  Object.fromEntries(modelClasses.map((type): [string, ConfigurableModuleClass] => [type.className, type])),
  {
    ...layerOptionKinds,
    aliases: {
      LayerNorm: 'LayerNormalization',
      layerNorm: 'LayerNormalization',
      layer_norm: 'LayerNormalization',
      RmsNorm: 'RMSNormalization',
      rmsNorm: 'RMSNormalization',
      rms_norm: 'RMSNormalization',
    },
    nestedInItself: ['layer', 'layers', 'encoder'],
  },
);
