import { assert } from 'chai';
import { divergingColor } from '../../../src/training/plots/divergingColor.js';
import { mixingMatrices, type LayerMixing } from '../../../src/training/plots/mixingMatrices.js';
import { assertWellFormed, svgElements, svgNumbers, svgTexts } from './parseSvg.js';

const matrix = (rows: number, columns = rows, scale = 1): number[][] =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => scale * (i === j ? 1 : -0.1 * j)));

const draw = (...layers: Partial<LayerMixing>[]): string =>
  mixingMatrices({
    title: 'Heads <mixed> & "more"',
    layers: layers.map((layer) => ({ name: 'layer', preSoftmax: matrix(2), postSoftmax: matrix(2), ...layer })),
  });

describe('mixingMatrices', () => {
  it('shows both matrices of each layer', async () => {
    const svg = draw(
      { name: 'blocks.0 <&"', preSoftmax: matrix(4), postSoftmax: matrix(4) },
      { name: 'blocks.1', preSoftmax: matrix(8), postSoftmax: matrix(8) },
    );
    assert.lengthOf(svgElements(svg, '.cell'), 2 * (16 + 64));
    assert.lengthOf(svgElements(svg, '.value'), 2 * (16 + 64));
    assert.deepEqual(svgTexts(svg, '.layer'), ['blocks.0 <&"', 'blocks.1']);
    assert.lengthOf(
      svgTexts(svg).filter((text) => text === 'before the softmax'),
      2,
    );
    assert.lengthOf(
      svgTexts(svg).filter((text) => text === 'after the softmax'),
      2,
    );
    assert.include(svgTexts(svg), 'Heads <mixed> & "more"');
    await assertWellFormed(svg);
  });

  it('stands the matrix before the softmax on the left, and layers below each other', () => {
    const svg = draw({ preSoftmax: [[1]], postSoftmax: [[-1]] }, { preSoftmax: [[0.5]], postSoftmax: [[-0.5]] });
    assert.deepEqual(svgTexts(svg, '.value'), ['1.00', '−1.00', '0.50', '−0.50']);
    const [x, y] = [svgNumbers(svg, '.cell', 'x'), svgNumbers(svg, '.cell', 'y')];
    assert.isTrue(x[0] < x[1] && x[0] === x[2] && x[1] === x[3]);
    assert.isTrue(y[0] < y[2] && y[0] === y[1] && y[2] === y[3]);
  });

  it('shares one scale of colours, centred at zero', () => {
    const svg = draw({ preSoftmax: [[-4]], postSoftmax: [[1]] }, { preSoftmax: [[2]], postSoftmax: [[0]] });
    const fills = svgElements(svg, '.cell').map((cell) => cell.getAttribute('fill'));
    assert.deepEqual(fills, [-1, 0.25, 0.5, 0].map(divergingColor));
    assert.deepEqual(svgTexts(svg, '.scale'), ['−4', '−2', '0', '2', '4']);
  });

  it('keeps inside of its frame', () => {
    for (const size of [1, 2, 8, 12, 32, 64]) {
      const svg = draw({ preSoftmax: matrix(size), postSoftmax: matrix(size + 3, size) });
      const [width, height] = ['width', 'height'].map((name) => svgNumbers(svg, 'svg', name)[0]);
      assert.isBelow(Math.max(...svgNumbers(svg, '.scale', 'x')) + 40, width);
      assert.isBelow(Math.max(...svgNumbers(svg, 'text', 'y'), ...svgNumbers(svg, '.cell', 'y')), height - 10);
    }
  });

  it('shows matrices of zeros and matrices that are not square', async () => {
    const svg = draw({ preSoftmax: matrix(2, 2, 0), postSoftmax: matrix(2, 3, 0) });
    assert.deepEqual(new Set(svgTexts(svg, '.value')), new Set(['0.00']));
    assert.lengthOf(svgElements(svg, '.cell'), 4 + 6);
    await assertWellFormed(svg);
  });

  it('refuses to show nothing', () => {
    assert.throws(() => draw(), 'mixingMatrices: layers must hold a layer, got none');
  });

  const refused: [Partial<LayerMixing>, string][] = [
    [{ preSoftmax: [] }, 'preSoftmax of layer must have numbers, got none'],
    [{ postSoftmax: [[]] }, 'postSoftmax of layer must have numbers, got none'],
    [{ preSoftmax: [[1], [1, 2]] }, 'preSoftmax of layer must have rows of one length, got 1, 2'],
    [{ postSoftmax: [[1, NaN]] }, 'postSoftmax of layer must hold finite numbers, got NaN'],
  ];
  for (const [layer, message] of refused) {
    it(`refuses: ${message}`, () => assert.throws(() => draw(layer), `mixingMatrices: ${message}`));
  }
});
