import { assert } from 'chai';
import { divergingColor } from '../../../src/training/plots/divergingColor.js';
import { heatMap } from '../../../src/training/plots/heatMap.js';
import { svgDocument } from '../../../src/training/plots/svgDocument.js';
import { svgElements, svgNumbers, svgTexts } from './parseSvg.js';

const draw = (values: number[][], bound: number, cell: number): string =>
  svgDocument('', 500, 500, heatMap({ values, bound, left: 50, top: 40, cell }));

describe('heatMap', () => {
  const values = [
    [1, -0.5, 0],
    [0.25, -1, -0.001],
  ];
  const svg = draw(values, 1, 42);

  it('has a row for each input head and a column for each output head', () => {
    assert.deepEqual(svgNumbers(svg, '.cell', 'x'), [50, 92, 134, 50, 92, 134]);
    assert.deepEqual(svgNumbers(svg, '.cell', 'y'), [40, 40, 40, 82, 82, 82]);
    assert.includeMembers(svgTexts(svg), ['input head', 'output head']);
  });

  it('colours the cells by their values', () => {
    const fills = svgElements(svg, '.cell').map((cell) => cell.getAttribute('fill'));
    assert.deepEqual(fills, values.flat().map(divergingColor));
  });

  it('prints the values, white on dark cells', () => {
    assert.deepEqual(svgTexts(svg, '.value'), ['1.00', '−0.50', '0.00', '0.25', '−1.00', '0.00']);
    const white = svgElements(svg, '.value').map((value) => value.getAttribute('fill') === '#ffffff');
    assert.deepEqual(white, [true, false, false, false, true, false]);
  });

  it('prints as many decimals as the bound asks for', () => {
    const printed = [0.05, 5, 50, 500].map((bound) => svgTexts(draw([[bound / 4]], bound, 42), '.value')[0]);
    assert.deepEqual(printed, ['0.013', '1.25', '12.5', '125']);
  });

  it('prints no values where there is no room, and labels that do not touch', () => {
    const many = draw(
      Array.from({ length: 10 }, () => new Array<number>(10).fill(0.5)),
      1,
      8,
    );
    assert.lengthOf(svgElements(many, '.cell'), 100);
    assert.lengthOf(svgElements(many, '.value'), 0);
    const heads = svgTexts(many).filter((text) => /^\d+$/.test(text));
    assert.deepEqual(heads, ['0', '2', '4', '6', '8', '0', '2', '4', '6', '8']);
  });
});
