import { formatShape, type Shape } from '../engine/shapes.js';

/** An axis's name: a letter, or for an axis that `...` stands for its distance from the last of them, negative. */
export type Label = string | number;

/** Labels of every axis of the operands and of the result. */
export interface ParsedEinsum {
  inputs: Label[][];
  output: Label[];
}

/**
 * Reads an equation of {@link einsum} for operands of these shapes.
 *
 * @throws Error when the equation is malformed or does not fit.
 */
export function parseEinsum(equation: string, shapes: readonly Shape[]): ParsedEinsum {
  const fail = (what: string): never => {
    throw new Error(`einsum: ${what}, in '${equation}'`);
  };
  const compact = equation.replace(/\s/g, '');
  if (!/^[A-Za-z.,]*(->[A-Za-z.]*)?$/.test(compact)) {
    fail(`equation must hold only letters, '...', ',' and one '->', got '${equation}'`);
  }
  const [left, right] = compact.split('->');
  const terms = left.split(',');
  if (terms.length !== shapes.length) fail(`equation must name ${terms.length} operands, got ${shapes.length}`);

  const inputs = terms.map((term, i) => {
    const numLetters = term.replace('...', '').length;
    const numEllipsis = shapes[i].length - numLetters;
    if (numEllipsis < 0 || (numEllipsis > 0 && !term.includes('...'))) {
      fail(`operand ${i} must have ${numLetters} axes for '${term}', got shape ${formatShape(shapes[i])}`);
    }
    return labelsOf(term, numEllipsis);
  });
  const sizes = labelSizes();
  const broadcast = [...sizes.keys()].filter((label) => typeof label === 'number').sort((a, b) => a - b);
  const output = right === undefined ? implicitOutput() : labelsOf(right, broadcast.length);
  if (right !== undefined && broadcast.length > 0 && !right.includes('...')) {
    fail(`output must hold '...', got '${right}'`);
  }
  output.forEach((label, i) => {
    if (!sizes.has(label)) fail(`output label ${label} must stand in an operand, got '${left}'`);
    if (output.indexOf(label) !== i) fail(`output labels must differ, got ${label} twice`);
  });
  return { inputs, output };

  function labelsOf(term: string, numEllipsis: number): Label[] {
    const [before, after, ...more] = term.split('...');
    if (more.length > 0 || `${before}${after ?? ''}`.includes('.')) fail(`'.' must come as one '...', got '${term}'`);
    const ellipsis = Array.from({ length: after === undefined ? 0 : numEllipsis }, (_, i) => i - numEllipsis);
    return [...before, ...ellipsis, ...(after ?? '')];
  }

  function labelSizes(): Map<Label, number> {
    const found = new Map<Label, number>();
    inputs.forEach((labels, i) => {
      labels.forEach((label, axis) => {
        const size = shapes[i][axis];
        const known = found.get(label) ?? size;
        const stretches = typeof label === 'number' && (known === 1 || size === 1);
        if (known !== size && !stretches) {
          fail(`label ${label} must have one size, got ${known} and ${size} (operand ${i})`);
        }
        found.set(label, known === 1 ? size : known);
      });
    });
    return found;
  }

  function implicitOutput(): Label[] {
    const letters = inputs.flat().filter((label) => typeof label === 'string');
    const once = letters.filter((label) => letters.indexOf(label) === letters.lastIndexOf(label));
    return [...broadcast, ...once.sort((a, b) => (a < b ? -1 : 1))];
  }
}
