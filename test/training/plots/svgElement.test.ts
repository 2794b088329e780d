import { assert } from 'chai';
import { escapeXml, svgElement, svgPoints } from '../../../src/training/plots/svgElement.js';

describe('svgElement', () => {
  it('writes attributes and children', () => {
    const child = svgElement('circle', { r: 2 });
    assert.equal(
      svgElement('g', { class: 'a', x: 1 }, child, child),
      '<g class="a" x="1"><circle r="2"/><circle r="2"/></g>',
    );
  });

  it('leaves out what is undefined, and rounds to hundredths', () => {
    assert.equal(svgElement('line', { x1: 1.23456, x2: undefined, y1: 2 / 3 }), '<line x1="1.23" y1="0.67"/>');
  });

  it('escapes attributes', () => {
    assert.equal(svgElement('g', { id: 'a"<b>&' }), '<g id="a&quot;&lt;b&gt;&amp;"/>');
  });
});

describe('escapeXml', () => {
  it('escapes markup and keeps other letters', () => {
    assert.equal(escapeXml('<a & "b"> é 漢 🙂'), '&lt;a &amp; &quot;b&quot;&gt; é 漢 🙂');
  });

  it('replaces what XML cannot hold', () => {
    assert.equal(escapeXml('a\u0000b\u001bc\uD800d\uFFFEe\tf'), 'a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\tf');
  });
});

describe('svgPoints', () => {
  it('rounds to hundredths', () =>
    assert.equal(
      svgPoints([
        [1, 2.345],
        [-0.5, 1 / 3],
      ]),
      '1,2.35 -0.5,0.33',
    ));
});
