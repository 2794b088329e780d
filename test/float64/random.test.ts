import { assert } from 'chai';
import { assertClose } from '../helpers/assertClose.js';
import { Random } from './random.js';

const many = <T>(draw: () => T): T[] => Array.from({ length: 20_000 }, draw);
const mean = (values: number[]): number => values.reduce((total, value) => total + value, 0) / values.length;

describe('float64/random', () => {
  it('is mulberry32: known answers of seed 0', () => {
    // The first three 32-bit words of Tommy Ettinger's public-domain generator.
    const random = new Random(0);
    const words = [1144304738, 1416247, 958946056];
    assert.deepEqual(
      [random.uniform(), random.uniform(), random.uniform()],
      words.map((word) => (word >>> 8) * 2 ** -24),
    );
  });

  it('repeats with the seed and differs without', () => {
    const [a, b, c] = [new Random(5), new Random(5), new Random(6)].map((random) => random.normals([8]).values);
    assert.deepEqual(a, b);
    assert.notDeepEqual(a, c);
  });

  it('draws uniform numbers of the right mean and variance', () => {
    const random = new Random(1);
    const values = many(() => random.uniform());
    assert.isTrue(values.every((value) => value >= 0 && value < 1));
    // Six standard errors of 20,000 draws.
    assertClose([mean(values), mean(values.map((value) => value ** 2))], [1 / 2, 1 / 3], 0.013);
  });

  it('draws normal float32 numbers of the right moments', () => {
    const random = new Random(2);
    const values = many(() => random.normal());
    assert.isTrue(values.every((value) => Math.fround(value) === value));
    const moments = [1, 2, 3, 4].map((power) => mean(values.map((value) => value ** power)));
    assertClose(moments, [0, 1, 0, 3], 0.42);
    assertClose(moments.slice(0, 2), [0, 1], 0.06);
  });

  it('scales normals and keeps them float32', () => {
    const { shape, values } = new Random(3).normals([2, 50], 0.1);
    const unscaled = new Random(3).normals([2, 50]).values;
    assert.deepEqual(shape, [2, 50]);
    assert.deepEqual(
      values,
      unscaled.map((value) => Math.fround(0.1 * value)),
    );
  });

  it('draws whole numbers of a range, both ends included, and choices, evenly', () => {
    const random = new Random(4);
    const counts = new Map<number | string, number>();
    for (const value of many(() => random.integer(-1, 2))) counts.set(value, (counts.get(value) ?? 0) + 1);
    for (const value of many(() => random.oneOf(['a', 'b']))) counts.set(value, (counts.get(value) ?? 0) + 1);
    assert.sameMembers([...counts.keys()], [-1, 0, 1, 2, 'a', 'b']);
    for (const value of [-1, 0, 1, 2]) assertClose([counts.get(value)! / 20_000], [1 / 4], 0.02);
    assertClose([counts.get('a')! / 20_000], [1 / 2], 0.022);
  });

  it('is true with the probability asked for', () => {
    const random = new Random(7);
    assertClose([mean(many(() => Number(random.chance(0.3))))], [0.3], 0.02);
  });
});
