import { assert } from 'chai';
import { chartAxes, type ChartAxesOptions } from '../../../src/training/plots/chartAxes.js';
import { svgDocument } from '../../../src/training/plots/svgDocument.js';
import { assertClose } from '../../helpers/assertClose.js';
import { svgNumbers, svgTexts } from './parseSvg.js';

const options: ChartAxesOptions = {
  ...{ top: 100, width: 600, height: 300, xLabel: 'step', yLabel: 'loss' },
  xRange: [1, 2050],
  yRange: [1.3, 4.1],
};

describe('chartAxes', () => {
  const axes = chartAxes(options);
  const svg = svgDocument('', 800, 500, axes.markup);

  it('covers the data', () => {
    assertClose([axes.x(0), axes.x(2050)], [axes.left, axes.left + 600], 1e-9);
    assertClose([axes.y(4.5), axes.y(1)], [100, 400], 1e-9);
  });

  it('puts labels at the values they name', () => {
    assert.deepEqual(svgTexts(svg, '.x-tick'), ['0', '500', '1000', '1500', '2000']);
    assertClose(svgNumbers(svg, '.x-tick', 'x'), [0, 500, 1000, 1500, 2000].map(axes.x), 0.01);
    const losses = svgTexts(svg, '.y-tick').map(Number);
    assert.deepEqual(losses, [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5]);
    assertClose(
      svgNumbers(svg, '.y-tick', 'y'),
      losses.map((loss) => axes.y(loss) + 4),
      0.01,
    );
  });

  it('names the axes', () => assert.includeMembers(svgTexts(svg), ['step', 'loss']));

  it('counts in whole steps', () => {
    const short = svgDocument('', 800, 500, chartAxes({ ...options, xRange: [1, 3] }).markup);
    assert.deepEqual(svgTexts(short, '.x-tick'), ['1', '2', '3']);
  });
});
