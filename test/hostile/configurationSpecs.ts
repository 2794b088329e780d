import { assert } from 'chai';
import fc from 'fast-check';
import { Dense, modelFromJson, modelToJson, registerLayer, type ConfigurableModule } from '../../src/index.js';
import { exampleLayers } from '../models/exampleLayers.js';
import { hostileSpec, type HostileSpec } from './HostileSpec.js';

interface Written {
  className: unknown;
  /** Options that are set, and to what. */
  changes: [string, unknown][];
  inputShape: unknown;
}

const NAMES = ['Dens', '__proto__', 'constructor', 'toString', '', 3, null, {}, ['Dense']];
const VALUES = [-1, 0.5, 1e39, 'x', '', true, {}, [], [null], { className: 'Zeros' }, { className: 'zeroes' }];

const KEYS = [
  'unit',
  '__proto__',
  'constructor',
  'name',
  'trainable',
  'seed',
  'activation',
  'dtype',
  'kernel_initializer',
];

const classNames = Object.keys(exampleLayers);
let registered = 0;

/** Configurations of layers and models. */
export const configurationSpecs: HostileSpec[] = [
  hostileSpec<Written>({
    name: 'modelFromJson',
    runs: 300,
    covers: ['modelFromJson', 'modelToJson'],
    valid: fc
      .constantFrom(...classNames)
      .map((className) => ({ tensors: {}, options: { className, changes: [], inputShape: undefined } })),
    hostile: {
      className: NAMES,
      changes: KEYS.flatMap((key) => VALUES.map((value) => [[key, value]])),
      inputShape: [[-1], [1, 'x'], 5, 'x', {}, { query: 3 }, [[1]]],
    },
    run: (_, { className, changes, inputShape }) => {
      const { options = {} } = exampleLayers[className as string] ?? {};
      // From entries, `__proto__` is an option like any other.
      const config: object = Object.fromEntries([...Object.entries({ ...options, name: 'x' }), ...changes]);
      const model = modelFromJson(JSON.stringify({ className, config, buildConfig: { inputShape } }));
      try {
        return [modelToJson(model), modelToJson(modelAgain(model))];
      } finally {
        model.dispose();
      }
    },
    check: ([first, second]: [string, string]) => assert.equal(second, first),
  }),

  hostileSpec<{ className: string }>({
    name: 'registerLayer',
    runs: 40,
    valid: fc.constant(null).map(() => ({ tensors: {}, options: { className: 'Hostile' } })),
    hostile: { className: ['__proto__', '', 3, null, {}, ['Dense'], 'Dense', 'layerNorm', 'a b'] },
    run: (_, { className }) => {
      class Own extends Dense {}
      const free = className === 'Hostile' ? `Hostile${'x'.repeat(++registered)}` : className;
      registerLayer(free, Own);
      return modelToJson(new Own({ units: 1 }));
    },
    check: (got: string) => assert.match(got, /^{"className":"Hostilex+","config":{.*"units":1,/),
  }),
];

/** The model that its own JSON makes; its parameters, if any, are freed. */
function modelAgain(model: object): ConfigurableModule {
  const again = modelFromJson(modelToJson(model as ConfigurableModule)) as ConfigurableModule;
  again.dispose();
  return again;
}
