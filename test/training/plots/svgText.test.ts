import { assert } from 'chai';
import { svgText, textWidth } from '../../../src/training/plots/svgText.js';

describe('svgText', () => {
  it('escapes the text', () => {
    assert.equal(svgText('a<b', { x: 1, y: 2 }), '<text x="1" y="2">a&lt;b</text>');
  });
});

describe('textWidth', () => {
  it('grows with the letters, counted as people do, and with the font', () => {
    assert.approximately(textWidth('loss', 10), 24.4, 1e-9);
    assert.approximately(textWidth('🙂', 10), 6.1, 1e-9);
    assert.equal(textWidth('loss'), textWidth('loss', 12));
  });
});
