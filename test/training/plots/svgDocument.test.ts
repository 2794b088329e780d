import { assert } from 'chai';
import { svgDocument } from '../../../src/training/plots/svgDocument.js';
import { svgElement } from '../../../src/training/plots/svgElement.js';
import { assertWellFormed, svgElements, svgTexts } from './parseSvg.js';

describe('svgDocument', () => {
  const svg = svgDocument('a < "b"', 100.2, 50, [svgElement('circle', { r: 3 })]);

  it('holds its children on a white ground', () => {
    assert.lengthOf(svgElements(svg, 'svg > circle'), 1);
    const [ground] = svgElements(svg, 'svg > rect');
    assert.deepEqual(
      ['width', 'height', 'fill'].map((name) => ground.getAttribute(name)),
      ['101', '50', '#ffffff'],
    );
  });

  it('shows its title and says it to screen readers', () => {
    assert.deepEqual(svgTexts(svg), ['a < "b"']);
    assert.include(svg, ' aria-label="a &lt; &quot;b&quot;"');
  });

  it('is well-formed', () => assertWellFormed(svg));
});
