import { assert } from 'chai';
import { thinCurve } from '../../../src/training/plots/thinCurve.js';

describe('thinCurve', () => {
  const long = Array.from({ length: 1000 }, (_, x) => ({ x, y: x === 333 ? 9 : x === 777 ? -9 : Math.sin(x) }));

  it('keeps the spikes and the order of a long curve', () => {
    const thin = thinCurve(long, 20);
    assert.lengthOf(thin, 20);
    assert.deepInclude(thin, { x: 333, y: 9 });
    assert.deepInclude(thin, { x: 777, y: -9 });
    const places = thin.map(({ x }) => x);
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
  });

  it('leaves a short curve as it is', () => assert.deepEqual(thinCurve(long, 1000), long));
});
