import { checkMatrix, type Matrix } from './checkMatrix.js';
import { colorBar } from './colorBar.js';
import { heatMap } from './heatMap.js';
import { ink, svgDocument } from './svgDocument.js';
import { svgText, textWidth } from './svgText.js';

/** The mixing matrices of one layer, `[inHead, outHead]`. */
export interface LayerMixing {
  name: string;
  preSoftmax: Matrix;
  postSoftmax: Matrix;
}

/** What {@link mixingMatrices} shows. */
export interface MixingMatricesOptions {
  title: string;
  /** From the first layer to the last. */
  layers: readonly LayerMixing[];
}

const firstRow = 92;
const leftOfMaps = 66;
const betweenMaps = 66;
const leastMap = 120;
const mostCell = 42;
const leastCell = 8;
const mapSize = 400;
const barHeight = 170;

/**
 * How heads are mixed, as SVG: for each layer a heat map of the matrix before the softmax and one of that after it
 * (arXiv:2003.02436). All maps share one scale of colours, white at zero.
 *
 * @returns A whole SVG file.
 * @throws Error when there is no layer, or a matrix is empty, ragged or not finite.
 */
export function mixingMatrices({ title, layers }: MixingMatricesOptions): string {
  if (layers.length === 0) throw new Error('mixingMatrices: layers must hold a layer, got none');
  for (const { name, preSoftmax, postSoftmax } of layers) {
    checkMatrix('mixingMatrices', `preSoftmax of ${name}`, preSoftmax);
    checkMatrix('mixingMatrices', `postSoftmax of ${name}`, postSoftmax);
  }
  const matrices = layers.flatMap(({ preSoftmax, postSoftmax }) => [preSoftmax, postSoftmax]);
  // Zeros alone are white on any scale.
  const bound = matrices.flat(2).reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const widthOf = (matrix: Matrix): number => matrix[0].length * cellOf(matrix);
  const secondLeft = leftOfMaps + Math.max(leastMap, ...layers.map((layer) => widthOf(layer.preSoftmax))) + betweenMaps;
  const right = secondLeft + Math.max(leastMap, ...layers.map((layer) => widthOf(layer.postSoftmax)));

  const markup: string[] = [];
  let top = firstRow;
  for (const { name, preSoftmax, postSoftmax } of layers) {
    const maps: [string, Matrix, number][] = [
      ['before the softmax', preSoftmax, leftOfMaps],
      ['after the softmax', postSoftmax, secondLeft],
    ];
    markup.push(svgText(name, { class: 'layer', x: 20, y: top - 26, 'font-weight': 'bold' }));
    for (const [label, values, left] of maps) {
      markup.push(svgText(label, { x: left, y: top - 8, 'font-size': 11, fill: ink.quiet }));
      markup.push(...heatMap({ values, bound, left, top, cell: cellOf(values) }));
    }
    top += Math.max(...[preSoftmax, postSoftmax].map((matrix) => matrix.length * cellOf(matrix))) + 92;
  }
  markup.push(...colorBar({ bound, left: right + 36, top: firstRow, height: barHeight }));
  const labelWidth = Math.max(textWidth(title, 16), ...layers.map(({ name }) => textWidth(name))) * 1.15;
  const height = Math.max(top - 40, firstRow + barHeight + 20);
  return svgDocument(title, Math.max(right + 110, labelWidth + 40), height, markup);
}

/** Side of a matrix's cells: smaller for more heads. */
function cellOf(matrix: Matrix): number {
  return Math.max(leastCell, Math.min(mostCell, Math.floor(mapSize / Math.max(matrix.length, matrix[0].length))));
}
