import { assert } from 'chai';
import { localRegression, type Point } from '../../../src/training/plots/localRegression.js';
import { assertClose } from '../../helpers/assertClose.js';

const curve = (count: number, f: (x: number) => number): Point[] =>
  Array.from({ length: count }, (_, x) => ({ x, y: f(x) }));
const heights = (points: readonly Point[]): number[] => points.map(({ y }) => y);

describe('localRegression', () => {
  it('leaves a straight line as it is, the ends too', () => {
    const line = curve(101, (x) => 5 - 0.03 * x);
    assertClose(heights(localRegression(line, 0.1, 101)), heights(line), 1e-9);
  });

  it('weighs by the tricube of the distance', () => {
    // Three points: the outer ones weigh next to nothing in the middle, and the inner ones at the ends.
    const weight = (1 - (1 / 1.0001) ** 3) ** 3;
    const smooth = localRegression(
      [0, 6, 0].map((y, x) => ({ x, y })),
      1,
      3,
    );
    assertClose([smooth[1].y], [6 / (1 + 2 * weight)], 1e-12);
  });

  it('takes most of the noise away', () => {
    const noisy = curve(400, (x) => 2 + (x % 2 === 0 ? 0.1 : -0.1));
    const smooth = localRegression(noisy, 0.1, 200);
    assertClose(heights(smooth), new Array<number>(200).fill(2), 0.02);
  });

  it('gives as many places as asked, from the first to the last', () => {
    const places = localRegression(
      curve(1001, (x) => x),
      0.01,
      11,
    ).map(({ x }) => x);
    assert.deepEqual(places, [0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
  });

  it('takes one point, two, none, and points above each other', () => {
    assert.deepEqual(localRegression([{ x: 3, y: 2 }], 0.1, 10), [{ x: 3, y: 2 }]);
    assertClose(
      heights(
        localRegression(
          [1, 2].map((y, x) => ({ x, y })),
          0.1,
          10,
        ),
      ),
      [1, 2],
      1e-9,
    );
    assert.deepEqual(localRegression([], 0.1, 10), []);
    assertClose(
      heights(
        localRegression(
          [1, 3].map((y) => ({ x: 0, y })),
          0.1,
          10,
        ),
      ),
      [2, 2],
      1e-9,
    );
  });
});
