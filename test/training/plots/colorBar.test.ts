import { assert } from 'chai';
import { colorBar } from '../../../src/training/plots/colorBar.js';
import { divergingStops } from '../../../src/training/plots/divergingColor.js';
import { svgDocument } from '../../../src/training/plots/svgDocument.js';
import { assertClose } from '../../helpers/assertClose.js';
import { svgElements, svgNumbers, svgTexts } from './parseSvg.js';

describe('colorBar', () => {
  const svg = svgDocument('', 100, 300, colorBar({ bound: 1.25, left: 10, top: 50, height: 200 }));

  it('runs through the scale from below', () => {
    const stops = svgElements(svg, 'stop').map((stop) => stop.getAttribute('stop-color'));
    assert.deepEqual(stops, [...divergingStops]);
    assert.deepEqual([svgNumbers(svg, 'linearGradient', 'y1'), svgNumbers(svg, 'linearGradient', 'y2')], [[1], [0]]);
  });

  it('labels values at their heights, zero in the middle, none outside', () => {
    assert.deepEqual(svgTexts(svg, '.scale'), ['−1.0', '−0.5', '0.0', '0.5', '1.0']);
    assertClose(svgNumbers(svg, 'svg > line', 'y1'), [230, 190, 150, 110, 70], 1e-9);
  });

  it('labels the ends where they are round', () => {
    const round = svgDocument('', 100, 300, colorBar({ bound: 0.3, left: 10, top: 50, height: 200 }));
    assert.deepEqual(svgTexts(round, '.scale'), ['−0.3', '−0.2', '−0.1', '0.0', '0.1', '0.2', '0.3']);
  });
});
