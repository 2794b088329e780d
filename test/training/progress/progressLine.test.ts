import { assert } from 'chai';
import { formatLoss, progressLine, progressText, type Progress } from '../../../src/training/progress/progressLine.js';

const progress: Progress = {
  step: 500,
  steps: 2000,
  loss: 1.8344,
  validationLoss: 1.9,
  tokensPerSecond: 12345,
  time: '2m 14s left',
};

describe('progressLine', () => {
  const lines: [number, string][] = [
    [120, '███████░░░░░░░░░░░░░░░░░░░░░░░   500/2000   25%  loss 1.834  val 1.900  12.3k tok/s  2m 14s left'],
    [80, '███░░░░░░░░░░░   500/2000   25%  loss 1.834  val 1.900  12.3k tok/s  2m 14s left'],
    [75, '█████░░░░░░░░░░░░░░░░░   500/2000   25%  loss 1.834  val 1.900  2m 14s left'],
    [60, ' 500/2000   25%  loss 1.834  val 1.900  2m 14s left'],
    [50, ' 500/2000  loss 1.834  val 1.900  2m 14s left'],
    [40, ' 500/2000  loss 1.834  2m 14s left'],
    [25, ' 500/2000  loss 1.834'],
    [15, ' 500/2000'],
    [5, ' 500/'],
  ];
  for (const [width, line] of lines) {
    it(`leaves out the least important for ${width} columns`, () => assert.equal(progressLine(progress, width), line));
  }

  it('is never wider than it may be', () => {
    for (let width = 1; width < 120; width++) assert.isAtMost(progressLine(progress, width).length, width);
  });

  it('fills the bar and reaches 100 % only at the end', () => {
    const nearly = progressLine({ step: 1999, steps: 2000, loss: 1 }, 80);
    assert.equal(nearly, `${'█'.repeat(29)}░  1999/2000   99%  loss 1.000`);
    const ended = progressLine({ step: 2000, steps: 2000, loss: 1 }, 80);
    assert.equal(ended, `${'█'.repeat(30)}  2000/2000  100%  loss 1.000`);
    assert.equal(progressLine({ step: 0, steps: 0, loss: 1 }, 80), `${'█'.repeat(30)}  0/0  100%  loss 1.000`);
  });
});

describe('progressText', () => {
  it('says all but the bar', () => {
    assert.equal(progressText(progress), ' 500/2000   25%  loss 1.834  val 1.900  12.3k tok/s  2m 14s left');
  });

  const rates: [number, string][] = [
    [0.4, '0 tok/s'],
    [9994, '9994 tok/s'],
    [9996, '10.0k tok/s'],
    [999_400, '999.4k tok/s'],
    [1_250_000, '1.3M tok/s'],
  ];
  for (const [tokensPerSecond, text] of rates) {
    it(`writes ${tokensPerSecond} tokens per second as ${text}`, () => {
      assert.include(progressText({ ...progress, tokensPerSecond }), `  ${text}  `);
    });
  }
});

describe('formatLoss', () => {
  const losses: [number, string][] = [
    [2.34567, '2.346'],
    [0.001, '0.001'],
    [0.00004321, '4.32e-5'],
    [0, '0.000'],
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
  ];
  for (const [loss, text] of losses) it(`writes ${loss} as ${text}`, () => assert.equal(formatLoss(loss), text));
});
