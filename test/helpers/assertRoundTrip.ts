import { assert } from 'chai';
import type { Configurable, Identifier, Registry } from '../../src/config/Registry.js';

/** Asserts that both serialized forms, written as JSON and read again, make an object of the same class and options. */
export function assertRoundTrip<T extends Configurable>(registry: Registry<T>, object: T): void {
  for (const serialized of [registry.serialize(object), registry.serializeKeras(object)]) {
    const again = registry.get(JSON.parse(JSON.stringify(serialized)) as Identifier<T>);
    assert.notStrictEqual(again, object);
    assert.strictEqual(again.constructor, object.constructor);
    assert.deepEqual(again.getConfig(), object.getConfig());
  }
}
