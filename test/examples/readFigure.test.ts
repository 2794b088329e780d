import { assert } from 'chai';
import { readFigure } from './readFigure.js';

describe('readFigure', () => {
  it('reads the last line', () => {
    assert.deepEqual(readFigure('step 50: loss 0.1\nfigure: F1 on held-out mail 0.953, to reach at least 0.93\n'), {
      name: 'F1 on held-out mail',
      got: 0.953,
      toReach: 'at least 0.93',
      reached: true,
    });
  });

  it('knows which side of the bound is right', () => {
    const reached = (line: string): boolean | undefined => readFigure(`figure: error ${line}`)?.reached;
    assert.isTrue(reached('2e-7, to reach at most 1e-6'));
    assert.isTrue(reached('0, to reach at most 0'));
    assert.isFalse(reached('0.31, to reach at most 0.3'));
    assert.isTrue(reached('0.3, to reach at least 0.3'));
    assert.isFalse(reached('-0.31, to reach at least 0.3'));
    for (const line of ['NaN, to reach at most 1', 'NaN, to reach at least 1', 'none, to reach at least 1']) {
      assert.isFalse(reached(line), line);
    }
  });

  it('finds none in another line, nor before the last', () => {
    assert.isUndefined(readFigure(''));
    assert.isUndefined(readFigure('accuracy 0.9'));
    assert.isUndefined(readFigure('figure: accuracy 0.9, to reach about 0.9'));
    assert.isUndefined(readFigure('figure: accuracy 0.9, to reach at least 0.8\ndone'));
  });
});
