import { Dense, modelFromJson, modelToJson, Module, registerLayer } from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given } from './given.js';

class WithoutConfig extends Module {}

class WrongFromConfig extends Dense {
  static fromConfig = bad<() => Dense>('Dense');
}

const layerClass = 'registerLayer: layerClass must';

/** Configurations of layers and models. */
export const configurationsCases = (): ArgumentCase[] => [
  ['modelToJson.model', () => modelToJson(bad({})), 'modelToJson: model must be a Module, got {}'],
  [
    'modelToJson.style',
    () => modelToJson(given.dense, bad('Keras')),
    "modelToJson: style must be one of own, keras, got 'Keras'; did you mean 'keras'?",
  ],
  ['modelFromJson.text', () => modelFromJson(bad(5)), 'modelFromJson: text must be a string, got 5'],
  ['modelFromJson.text', () => modelFromJson('x'), "modelFromJson: text must be JSON, got 'x'"],
  ['modelFromJson.text', () => modelFromJson('null'), 'modelFromJson: text must be an object, got null'],
  ['registerLayer.className', () => registerLayer(bad(5), Dense), 'registerLayer: className must be a string, got 5'],
  ...['', '__proto__', 'my layer', '2d'].map((name): ArgumentCase => [
    'registerLayer.className',
    () => registerLayer(name, Dense),
    `registerLayer: className must be letters and digits, a letter first, got '${name}'`,
  ]),
  [
    'registerLayer.className',
    () => registerLayer('dense', Dense),
    "registerLayer: className must be one that is not taken, got 'dense'",
  ],
  [
    'registerLayer.layerClass',
    () => registerLayer('Mine', bad({})),
    'registerLayer: layerClass must be a function, got {}',
  ],
  [
    'registerLayer.layerClass',
    () => registerLayer('Mine', bad(Map)),
    `${layerClass} extend Module, got a function that does not`,
  ],
  [
    'registerLayer.layerClass',
    () => registerLayer('Mine', bad(WithoutConfig)),
    `${layerClass} have a method getConfig, got undefined`,
  ],
  [
    'registerLayer.layerClass.fromConfig',
    () => registerLayer('Mine', WrongFromConfig),
    "registerLayer: layerClass.fromConfig must be a function, got 'Dense'",
  ],
];
