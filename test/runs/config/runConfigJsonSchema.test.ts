import { assert } from 'chai';
import { readRunConfig } from '../../../src/runs/config/readRunConfig.js';
import { runConfigJsonSchema } from '../../../src/runs/config/runConfigJsonSchema.js';
import type { SchemaNode } from '../../../src/runs/config/schemaAt.js';
import { configErrorOf } from './configErrorOf.js';

const schema = runConfigJsonSchema() as SchemaNode;

/** Every key with its schema, by section. */
function* keys(): Generator<[section: string, key: string, node: SchemaNode]> {
  for (const [section, { properties }] of Object.entries(schema.properties!)) {
    for (const [key, node] of Object.entries(properties!)) yield [section, key, node];
  }
}

describe('runConfigJsonSchema', () => {
  it('is of draft 2020-12, names no place, and is the same at every call', () => {
    assert.equal((schema as { $schema?: string }).$schema, 'https://json-schema.org/draft/2020-12/schema');
    const text = JSON.stringify(schema);
    assert.notMatch(text, /"\$id"|"\$ref"|"\$defs"/);
    assert.equal(JSON.stringify(runConfigJsonSchema()), text);
    (runConfigJsonSchema().properties as Record<string, unknown>).model = 5;
    assert.equal(JSON.stringify(runConfigJsonSchema()), text);
  });

  it('needs nothing, and allows nothing that it does not name', () => {
    for (const node of [schema, ...Object.values(schema.properties!)]) {
      assert.equal(node.type, 'object');
      assert.isFalse(node.additionalProperties);
      assert.notProperty(node, 'required');
    }
  });

  it('gives as defaults what reading fills in', () => {
    const filled = readRunConfig({}) as unknown as Record<string, Record<string, unknown>>;
    for (const [section, key, node] of keys()) {
      if (`${section}.${key}` === 'optimizer.config') continue; // Depends on the class.
      if (node.default !== undefined) assert.deepEqual(node.default, filled[section][key], key);
      else assert.include(node.description, 'default: ', key);
    }
    assert.sameMembers(Object.keys(filled), Object.keys(schema.properties!));
  });

  it('allows every key of a configuration that was filled in', () => {
    for (const [section, values] of Object.entries(readRunConfig({}))) {
      for (const key of Object.keys(values)) assert.property(schema.properties![section].properties!, key);
    }
  });

  it('has the bounds at which reading refuses', () => {
    const valueOf = (section: string, key: string, value: unknown): object => ({
      training: { steps: Number.MAX_SAFE_INTEGER },
      ...(section === 'training'
        ? { training: { steps: Number.MAX_SAFE_INTEGER, [key]: value } }
        : { [section]: { [key]: value } }),
    });
    let bounds = 0;
    for (const [section, key, node] of keys()) {
      for (const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } of node.anyOf ?? [node]) {
        // A warm-up as long as the largest training would leave no step for the rest.
        if (key === 'warmupSteps' || (section === 'training' && key === 'steps' && maximum === undefined)) continue;
        for (const bound of [minimum, maximum]) {
          if (bound === undefined || (key === 'steps' && bound === minimum)) continue;
          readRunConfig(valueOf(section, key, bound));
          bounds++;
        }
        const beyond = [
          minimum === undefined ? undefined : minimum - 1,
          maximum === undefined ? undefined : maximum + 1,
          exclusiveMinimum,
          exclusiveMaximum,
        ];
        for (const value of beyond.filter((one) => one !== undefined)) {
          assert.equal(configErrorOf(() => readRunConfig(valueOf(section, key, value))).path, `${section}.${key}`);
          bounds++;
        }
      }
    }
    assert.isAbove(bounds, 60);
  });

  it('has the choices that reading accepts', () => {
    let choices = 0;
    for (const [section, key, node] of keys()) {
      for (const choice of node.enum ?? []) {
        const read = readRunConfig({ [section]: { [key]: choice } }) as unknown as Record<string, object>;
        assert.deepInclude(read[section], { [key]: choice });
        choices++;
      }
    }
    assert.isAbove(choices, 40);
  });
});
