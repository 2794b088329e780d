import { assert } from 'chai';
import type { Configurable, Identifier } from '../../src/config/Registry.js';
import { camelCase, snakeCase } from '../../src/config/letterCase.js';
import { exampleLeaves, leafRegistries } from './exampleLeaves.js';

const json = (value: unknown): Identifier<Configurable> =>
  JSON.parse(JSON.stringify(value)) as Identifier<Configurable>;

describe('every entry of every registry', () => {
  for (const [kind, registry] of Object.entries(leafRegistries)) {
    for (const className of registry.names) {
      const config = exampleLeaves[className] ?? {};

      it(`${kind}: ${className} is made again of both serialized forms, with equal options`, () => {
        let leaf: Configurable;
        try {
          leaf = registry.get({ className, config });
        } catch (error) {
          throw new Error(`${className} must have an example in exampleLeaves.ts`, { cause: error });
        }
        const [own, keras] = [registry.serialize(leaf), registry.serializeKeras(leaf)];
        assert.equal(own.className, className);
        assert.equal(keras.class_name, className);
        for (const key of Object.keys(own.config)) assert.equal(key, camelCase(key));
        for (const key of Object.keys(keras.config)) assert.equal(key, snakeCase(key));
        for (const form of [own, keras]) {
          const again = registry.get(json(form));
          assert.strictEqual(again.constructor, leaf.constructor);
          assert.deepEqual(again.getConfig(), leaf.getConfig());
        }
        assert.deepInclude(own.config, config);
      });

      it(`${kind}: ${className} is found in all spellings, and refused with an option it has not`, () => {
        for (const name of [className, camelCase(className), snakeCase(className)]) {
          assert.equal(registry.serialize(registry.get({ className: name, config })).className, className);
        }
        for (const option of ['zzz', '__proto__', 'constructor']) {
          const wrong = JSON.stringify({ className, config })
            .replace('"config":{', `$&"${option}":{},`)
            .replace(',}', '}');
          const refused = (): unknown => registry.get(JSON.parse(wrong) as Identifier<Configurable>);
          assert.throws(refused, Error, new RegExp(`^${className}: (options|config) must .*, got '${option}'$`));
        }
      });
    }
  }

  it('has examples only of classes that exist', () => {
    const known = Object.values(leafRegistries).flatMap(({ names }) => names);
    assert.includeMembers(known, Object.keys(exampleLeaves));
  });
});
