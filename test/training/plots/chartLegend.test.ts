import { assert } from 'chai';
import { chartLegend } from '../../../src/training/plots/chartLegend.js';
import { svgDocument } from '../../../src/training/plots/svgDocument.js';
import { textWidth } from '../../../src/training/plots/svgText.js';
import { svgElements, svgNumbers, svgTexts } from './parseSvg.js';

describe('chartLegend', () => {
  const entries = [
    { label: 'each <batch>', color: '#0072b2', faint: true },
    { label: 'validation', color: '#d55e00', dotted: true },
  ];
  const svg = svgDocument('', 500, 100, chartLegend(entries, 20, 60));

  it('shows each line as it is drawn', () => {
    assert.deepEqual(svgTexts(svg, '.legend'), ['each <batch>', 'validation']);
    const strokes = svgElements(svg, 'line').map((line) => [
      line.getAttribute('stroke'),
      line.getAttribute('stroke-opacity'),
    ]);
    assert.deepEqual(strokes, [
      ['#0072b2', '0.4'],
      ['#d55e00', null],
    ]);
    assert.deepEqual(svgNumbers(svg, 'circle', 'cy'), [60]);
  });

  it('leaves room for the labels', () => {
    const [first] = svgNumbers(svg, '.legend', 'x');
    assert.isAbove(svgNumbers(svg, 'line', 'x1')[1], first + textWidth(entries[0].label));
  });
});
