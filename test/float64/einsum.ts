import { indexAt, offsetAt, sizeOf, type NdArray } from './array.js';
import type { Field } from './scalar.js';

/** One name per axis: a letter, or `...n` for the nth axis from the end of an ellipsis. */
type Labels = string[];

/**
 * Einstein summation by its definition: for every combination of positions of all labels, the product of the operands
 * is added to the output.
 *
 * As in numpy: any number of operands; a label twice in one operand reads its diagonal; axes under `...` broadcast;
 * without `->` the output has the ellipsis and then every label that occurs once, in alphabetical order, capitals
 * first.
 *
 * @throws Error when the equation and the operands do not fit.
 */
export function einsum<S>(field: Field<S>, equation: string, operands: readonly NdArray<S>[]): NdArray<S> {
  const { inputs, output } = parse(
    equation,
    operands.map(({ shape }) => shape.length),
  );
  const sizes = sizesOf(inputs, operands);
  const labels = [...sizes.keys()];
  const everywhere = [...sizes.values()];
  const outputShape = output.map((label) => sizes.get(label)!);
  const values = new Array<S>(sizeOf(outputShape)).fill(field.constant(0));
  for (let i = 0; i < sizeOf(everywhere); i++) {
    const index = indexAt(everywhere, i);
    const positions = (names: Labels): number[] => names.map((label) => index[labels.indexOf(label)]);
    const factors = operands.map(({ shape, values }, n) => values[offsetAt(shape, positions(inputs[n]))]);
    const to = offsetAt(outputShape, positions(output));
    values[to] = field.add(values[to], factors.reduce(field.mul));
  }
  return { shape: outputShape, values };
}

function parse(equation: string, ranks: number[]): { inputs: Labels[]; output: Labels } {
  const [left, right] = equation.replaceAll(' ', '').split('->');
  const terms = left.split(',');
  if (terms.length !== ranks.length) {
    throw new Error(`einsum: operands must be ${terms.length} for ${equation}, got ${ranks.length}`);
  }
  const inputs = terms.map((term, n) => labelsOf(term, ranks[n]));
  const named = inputs.flat();
  // The longest ellipsis names all axes of the broadcast one, in order.
  const ellipses = inputs.map((labels) => labels.filter(isEllipsis));
  const ellipsis = ellipses.reduce((longest, labels) => (labels.length > longest.length ? labels : longest));
  if (right === undefined) {
    const single = named.filter((label) => !isEllipsis(label) && named.indexOf(label) === named.lastIndexOf(label));
    return { inputs, output: [...ellipsis, ...single.sort()] };
  }
  const output = right.split(/(\.\.\.|.)/).flatMap((part) => (part === '...' ? ellipsis : part === '' ? [] : [part]));
  const wrong = output.find((label, i) => !named.includes(label) || output.indexOf(label) !== i);
  if (wrong !== undefined) throw new Error(`einsum: output must have labels of the inputs, each once, got ${right}`);
  const lost = ellipsis.find((label) => !output.includes(label));
  if (lost !== undefined) throw new Error(`einsum: output must have the ellipsis of the inputs, got ${right}`);
  return { inputs, output };
}

/** The labels of one operand. An ellipsis stands for the axes that no letter names, none of them included. */
function labelsOf(term: string, rank: number): Labels {
  const [before, after] = term.split('...');
  const numLetters = before.length + (after ?? '').length;
  const numHidden = rank - numLetters;
  if (numHidden < 0 || (after === undefined && numHidden > 0)) {
    throw new Error(`einsum: ${term} must name every axis of its operand, got one with ${rank} axes`);
  }
  const hidden = Array.from({ length: numHidden }, (_, i) => `...${numHidden - 1 - i}`);
  return [...before, ...hidden, ...(after ?? '')];
}

function isEllipsis(label: string): boolean {
  return label.length > 1;
}

function sizesOf<S>(inputs: Labels[], operands: readonly NdArray<S>[]): Map<string, number> {
  const sizes = new Map<string, number>();
  inputs.forEach((names, n) =>
    names.forEach((label, axis) => {
      const size = operands[n].shape[axis];
      const known = sizes.get(label);
      const repeats = isEllipsis(label) && (known === 1 || size === 1);
      if (known !== undefined && known !== size && !repeats) {
        throw new Error(`einsum: ${label} must have one size, got ${known} and ${size}`);
      }
      sizes.set(label, known === undefined || known === 1 ? size : known);
    }),
  );
  return sizes;
}
