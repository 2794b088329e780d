import { assert } from 'chai';
import { Registry, type Configurable } from '../../src/config/Registry.js';
import { Module } from '../../src/modules/Module.js';
import { assertRoundTrip } from '../helpers/assertRoundTrip.js';

type Layer = Module & Configurable;
type LayerClass = (new (options: never) => Layer) & { readonly className: string };

/**
 * Asserts that a layer's configuration makes an equal layer, in camelCase and as Keras writes it, holds these options,
 * and the same of all modules.
 */
export function assertConfig(type: LayerClass, layer: Layer, own: Record<string, unknown>): void {
  const base = Module as unknown as { prototype: Layer };
  assertRoundTrip(new Registry<Layer>('layer', base, { [type.className]: type }), layer);
  const { name, trainable, seed = null } = layer;
  assert.deepEqual(layer.getConfig(), { name, trainable, seed, ...own });
}
