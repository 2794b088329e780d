import { assert } from 'chai';
import fc from 'fast-check';
import { SafetensorsMap } from '../../src/checkpoints/SafetensorsMap.js';
import { SafetensorsTable, type HeaderEntry } from '../../src/checkpoints/SafetensorsTable.js';

const size = fc.oneof(fc.nat(9), fc.nat(Number.MAX_SAFE_INTEGER));
const names = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', 'a', 'aa', 'ab', '\ufeffa', '🙂', '\uffff'),
);

/** Entries that follow one another, some of them empty; they are added in another order. */
const anyEntries = fc
  .uniqueArray(
    fc.record({
      name: names,
      dtype: fc.constantFrom('F32' as const, 'BOOL' as const, 'I64' as const),
      shape: fc.array(size, { maxLength: 4 }),
      length: fc.nat(3),
      place: fc.nat(),
    }),
    { selector: ({ name }) => name, maxLength: 40 },
  )
  .map((described) => {
    let end = 0;
    const entries = described.map(({ length, place, ...entry }) => {
      const begin = end;
      end += length;
      return { entry: { ...entry, begin, end }, place };
    });
    const shuffled = [...entries].sort((a, b) => a.place - b.place).map(({ entry }) => entry);
    return { ordered: entries.map(({ entry }) => entry), shuffled };
  });

function tableOf(entries: readonly HeaderEntry[]): SafetensorsTable {
  // The header of so many entries has more bytes than that.
  const table = new SafetensorsTable(100 * entries.length);
  for (const entry of entries) table.add(entry);
  return table;
}

describe('SafetensorsMap', () => {
  it('gives what a Map of the same entries gives', () => {
    fc.assert(
      fc.property(anyEntries, names, ({ ordered, shuffled }, other) => {
        const table = tableOf(shuffled);
        assert.isUndefined(table.sort());
        const map = new SafetensorsMap(table, (entry) => entry);
        // Empty tensors at one place have no order of their own.
        const byPlace = ({ begin, end }: HeaderEntry): number[] => [begin, end];
        assert.deepEqual([...map.values()].map(byPlace), ordered.map(byPlace));
        const expected = new Map([...map.keys()].map((name) => [name, ordered.find((one) => one.name === name)!]));
        assert.equal(map.size, ordered.length);
        assert.deepEqual([...map], [...expected]);
        assert.deepEqual([...map.entries()], [...expected.entries()]);
        for (const name of [...expected.keys(), other, `${other}\ud800`, '\ufffd']) {
          assert.deepEqual(map.get(name), expected.get(name), name);
          assert.equal(map.has(name), expected.has(name), name);
        }
        const seen: unknown[] = [];
        map.forEach(function (this: unknown, value, name, whole) {
          seen.push([this, name, value, whole === map]);
        }, 5);
        assert.deepEqual(
          seen,
          [...expected].map(([name, value]) => [5, name, value, true]),
        );
      }),
    );
  });

  it('finds a name that stands twice', () => {
    fc.assert(
      fc.property(anyEntries, fc.nat(), ({ shuffled }, place) => {
        fc.pre(shuffled.length > 0);
        const { name } = shuffled[place % shuffled.length];
        const table = tableOf([...shuffled, { ...shuffled[0], name }]);
        assert.equal(table.sort(), name);
      }),
    );
  });

  it('makes a value each time that it is asked for', () => {
    const table = tableOf([{ name: 'a', dtype: 'F32', shape: [2, 3], begin: 0, end: 24 }]);
    table.sort();
    const map = new SafetensorsMap(table, ({ shape }) => shape);
    map.get('a')!.push(5);
    assert.deepEqual(map.get('a'), [2, 3]);
  });
});
