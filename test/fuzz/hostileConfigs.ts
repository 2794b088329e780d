import fc from 'fast-check';
import { optimizers } from '../../src/optimizers/index.js';
import { keysAt, schemaAt, variantsOf, type SchemaNode } from '../../src/runs/config/schemaAt.js';

/** What would be seen if a text were run as code, or an object were written through to what all objects share. */
export const MARK = 'hostileConfigWasHere';

/** As JSON has them: raw, so that numbers may be such as `JSON.stringify` never writes. */
const rawValues = fc.oneof(
  fc.constantFrom('null', 'true', 'false', '0', '-0', '1', '-1', '0.5', '1e999', '-1e999', '1e308', '1e-324', '2'),
  fc.constantFrom('9007199254740991', '9007199254740993', '12345678901234567890123', '1.0000000000000000001', '""'),
  fc.constantFrom('[]', '{}', '[[]]', '[null]', '{"a":1}', '"1"', '"NaN"', '"adamW"', '"multihead"', '"null"'),
  fc
    .constantFrom(
      `globalThis.${MARK}=1`,
      `\${globalThis.${MARK}=1}`,
      `constructor.constructor('globalThis.${MARK}=1')()`,
      'file:///etc/passwd',
      '__proto__',
      '\u0000\u001b[2J\u202e',
      '../'.repeat(40),
      '**'.repeat(100),
      'x'.repeat(3000),
    )
    .map((text) => JSON.stringify(text)),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
  fc.integer({ min: 33, max: 10_000 }).map((levels) => '['.repeat(levels) + ']'.repeat(levels)),
  fc.integer({ min: 33, max: 10_000 }).map((levels) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)),
  fc.constantFrom(
    `{"__proto__":{"${MARK}":1}}`,
    `{"constructor":{"prototype":{"${MARK}":1}}}`,
    '{"toString":1,"valueOf":1,"toJSON":1,"then":1}',
    '{"length":-1,"0":1}',
    '{"className":"LinearDecay","config":{"initialLearningRate":0.1,"decaySteps":10}}',
    '{"className":"constructor","config":{}}',
    '{"class_name":"CosineDecay","config":{"__proto__":1}}',
    '{"className":"CosineDecay","config":{"initialLearningRate":1e999,"decaySteps":"1"}}',
  ),
);

const places = keysAt([]).flatMap((section) => keysAt([section]).map((key): [string, string] => [section, key]));

/** Options of optimizers, with some that no class has. */
const optionNames = [
  ...new Set(optimizers.names.flatMap((name) => Object.keys(optimizers.get(name).getConfig()))),
  ...['beta_2', 'learning_rate', 'global_clipnorm', 'decay', 'name', 'jit_compile', 'what'],
];

const hostileKeys = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'toJSON', '', 'then', '0'),
  fc.constantFrom(...places.flat(), ...optionNames, 'model.width', 'Model', 'step', 'num_layers'),
  fc.string({ maxLength: 8 }),
  fc.constant('k'.repeat(300)),
);

/** A value in the range of its place; sizes small enough that a model is made in no time. */
function validValue(keys: string[]): fc.Arbitrary<string> {
  const node: SchemaNode = schemaAt(keys)!;
  if (node.enum !== undefined) return fc.constantFrom(...node.enum.map((choice) => JSON.stringify(choice)));
  return fc.oneof(
    ...variantsOf(node).map(({ type, minimum = 0, maximum = 1, exclusiveMinimum, exclusiveMaximum }) => {
      if (type === 'integer') return fc.integer({ min: minimum, max: minimum + 7 }).map(String);
      if (type === 'boolean') return fc.constantFrom('true', 'false');
      if (type === 'null') return fc.constant('null');
      if (type === 'object') return fc.constantFrom('{}', '{"clipNorm":1}');
      if (type !== 'number') return fc.string({ minLength: 1, maxLength: 12 }).map((text) => JSON.stringify(text));
      const bounds = { min: minimum, max: maximum, noNaN: true };
      const excluded = { minExcluded: exclusiveMinimum !== undefined, maxExcluded: exclusiveMaximum !== undefined };
      return fc.double({ ...bounds, ...excluded }).map((value) => JSON.stringify(value));
    }),
  );
}

/** A configuration as a list of places and raw values; a place of one key is a whole section. */
type Entry = [keys: string[], raw: string];

const validEntries = fc
  .subarray(places, { maxLength: 10 })
  .chain((chosen) => fc.tuple(...chosen.map((keys) => validValue(keys).map((raw): Entry => [keys, raw]))));

const hostileEntry: fc.Arbitrary<Entry> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constantFrom<string[]>(...places), rawValues) },
  {
    weight: 2,
    arbitrary: fc.tuple(
      hostileKeys.map((key) => [key]),
      rawValues,
    ),
  },
  { weight: 3, arbitrary: fc.tuple(fc.tuple(fc.constantFrom(...keysAt([])), hostileKeys), rawValues) },
  {
    weight: 4,
    arbitrary: fc.tuple(
      fc.constantFrom(...optionNames).map((name) => ['optimizer', 'config', name]),
      rawValues,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      hostileKeys.map((key) => ['optimizer', 'config', key]),
      rawValues,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom(...keysAt([])).map((section) => [section]),
      rawValues,
    ),
  },
);

/** The JSON of entries. Those of one section are written together; equal keys are written twice, as they come. */
function write(entries: readonly Entry[]): string {
  const groups = new Map<string, Entry[]>();
  const members: string[] = [];
  for (const [keys, raw] of entries) {
    const [first, ...others] = keys;
    if (others.length === 0) members.push(`${JSON.stringify(first)}:${raw}`);
    else groups.set(first, [...(groups.get(first) ?? []), [others, raw]]);
  }
  for (const [first, inside] of groups) members.push(`${JSON.stringify(first)}:${write(inside)}`);
  return `{${members.join()}}`;
}

const anyText = fc.letrec<{ value: string; object: string }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, rawValues, tie('object')),
  object: fc
    .array(fc.tuple(hostileKeys, tie('value')), { maxLength: 5 })
    .map((members) => `{${members.map(([key, raw]) => `${JSON.stringify(key)}:${raw}`).join()}}`),
})).value;

/** JSON, or nearly, of configurations: valid ones, valid ones with one thing changed, and anything. */
export const hostileConfigs: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: validEntries.map(write) },
  {
    weight: 8,
    arbitrary: fc.tuple(validEntries, hostileEntry).map(([entries, [keys, raw]]) => {
      // Usually instead of a valid value of the same place.
      const others = entries.filter(([place]) => place.join('.') !== keys.join('.'));
      return write([...others, [keys, raw]]);
    }),
  },
  { weight: 2, arbitrary: fc.array(hostileEntry, { minLength: 2, maxLength: 6 }).map(write) },
  { weight: 2, arbitrary: anyText },
  {
    weight: 2,
    arbitrary: fc.tuple(validEntries, fc.nat(), fc.constantFrom(...'{}[]",:0\\e\u0000')).map(([entries, at, put]) => {
      const text = write(entries);
      return text.slice(0, at % text.length) + put + text.slice((at % text.length) + (at % 2));
    }),
  },
);
