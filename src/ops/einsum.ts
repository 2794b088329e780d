import { gather, matMul, reshape, sum, tensor1d, tidy, transpose, type Tensor } from '@tensorflow/tfjs-core';
import { checkText } from '../config/checkText.js';
import { checkTensor } from '../engine/checkTensor.js';
import { sizeOf } from '../engine/shapes.js';
import { withShape } from '../engine/withShape.js';
import { parseEinsum, type Label } from './parseEinsum.js';

/** A tensor whose axes have labels. */
interface Labelled {
  tensor: Tensor;
  labels: Label[];
}

/**
 * Einstein summation, as in numpy.
 *
 * `einsum('bqhd,bkhd->bhqk', query, key)`. Any number of operands; `...` stands for axes that are kept in front and
 * broadcast; a label repeated in one operand takes its diagonal; without `->` the labels that occur once are kept, in
 * alphabetical order. Planned as transpositions, reshapes and matrix products: two operands need at most twice the
 * memory of both and the result. Of more, the pair with the smallest result comes first.
 *
 * @returns float32. Differentiable any number of times by every operand.
 * @throws Error when the equation is malformed or does not fit the operands, naming the label or the operand.
 */
export function einsum(equation: string, ...operands: Tensor[]): Tensor {
  checkText('einsum', 'equation', equation);
  operands.forEach((operand, i) => checkTensor('einsum', `operand ${i}`, operand, 'float32'));
  const { inputs, output } = parseEinsum(
    equation,
    operands.map(({ shape }) => shape),
  );
  return tidy(() => {
    let parts = operands.map((tensor, i) => withoutStretched(takeDiagonals({ tensor, labels: inputs[i] })));
    while (parts.length > 1) {
      const [i, j] = cheapestPair(parts, output);
      const others = parts.filter((_, k) => k !== i && k !== j);
      const needed = new Set([...output, ...others.flatMap(({ labels }) => labels)]);
      parts = [
        ...others,
        contract(sumUnneeded(parts[i], parts[j], needed), sumUnneeded(parts[j], parts[i], needed), needed),
      ];
    }
    const [last] = parts;
    const needed = new Set(output);
    const summed = sumAxes(last, (label) => !needed.has(label));
    const result = arrange(summed, output);
    return operands.includes(result) ? result.clone() : result;
  });

  /** An axis of `...` of size 1 that another operand stretches is left out: the product broadcasts over it. */
  function withoutStretched({ tensor, labels }: Labelled): Labelled {
    const stretched = labels.map((label, axis) => tensor.shape[axis] === 1 && isStretched(label));
    if (!stretched.includes(true)) return { tensor, labels };
    const keep = (_: unknown, axis: number): boolean => !stretched[axis];
    return { tensor: reshape(tensor, tensor.shape.filter(keep)), labels: labels.filter(keep) };
  }

  function isStretched(label: Label): boolean {
    return inputs.some((labels, i) => labels.some((other, axis) => other === label && operands[i].shape[axis] !== 1));
  }
}

/** Takes the diagonal over the axes of each label that stands twice or more. */
function takeDiagonals({ tensor, labels }: Labelled): Labelled {
  const repeated = labels.find((label, i) => labels.indexOf(label) !== i);
  if (repeated === undefined) return { tensor, labels };
  const others = labels.filter((label) => label !== repeated);
  const count = labels.length - others.length;
  const axes = [...labels.keys()];
  const order = [...axes.filter((i) => labels[i] !== repeated), ...axes.filter((i) => labels[i] === repeated)];
  const size = tensor.shape[labels.indexOf(repeated)];
  const lead = order.slice(0, others.length).map((axis) => tensor.shape[axis]);
  const flat = reshape(transpose(tensor, order), [sizeOf(lead), size ** count]);
  // Equal indices are size^(count-1) + … + size + 1 apart.
  const stride = Array.from({ length: count }, (_, power) => size ** power).reduce((total, step) => total + step, 0);
  const diagonal = gather(
    flat,
    tensor1d(
      Int32Array.from({ length: size }, (_, i) => i * stride),
      'int32',
    ),
    1,
  );
  return takeDiagonals({ tensor: reshape(diagonal, [...lead, size]), labels: [...others, repeated] });
}

function sumAxes({ tensor, labels }: Labelled, drop: (label: Label) => boolean): Labelled {
  const axes = [...labels.keys()].filter((axis) => drop(labels[axis]));
  if (axes.length === 0) return { tensor, labels };
  return { tensor: sum(tensor, axes), labels: labels.filter((label) => !drop(label)) };
}

/** Sums what stands in this operand alone: it would only make the product larger. */
function sumUnneeded(part: Labelled, other: Labelled, needed: Set<Label>): Labelled {
  return sumAxes(part, (label) => !needed.has(label) && !other.labels.includes(label));
}

/** The two operands whose product is smallest, the first of equals. */
function cheapestPair(parts: Labelled[], output: Label[]): [number, number] {
  let best: [number, number] = [0, 1];
  let smallest = Infinity;
  for (let i = 0; i < parts.length; i++) {
    for (let j = i + 1; j < parts.length; j++) {
      const others = parts.filter((_, k) => k !== i && k !== j).flatMap(({ labels }) => labels);
      const needed = new Set([...output, ...others]);
      const sizes = new Map<Label, number>();
      for (const { tensor, labels } of [parts[i], parts[j]]) {
        labels.forEach((label, axis) => needed.has(label) && sizes.set(label, tensor.shape[axis]));
      }
      const size = sizeOf([...sizes.values()]);
      if (size < smallest) [best, smallest] = [[i, j], size];
    }
  }
  return best;
}

/** The product of two operands, summed over the labels that both have and nobody needs any more. */
function contract(left: Labelled, right: Labelled, needed: Set<Label>): Labelled {
  const both = left.labels.filter((label) => right.labels.includes(label));
  const batch = both.filter((label) => needed.has(label));
  const inner = both.filter((label) => !needed.has(label));
  const rows = left.labels.filter((label) => !both.includes(label));
  const columns = right.labels.filter((label) => !both.includes(label));
  const sizeIn = (part: Labelled, labels: Label[]): number[] =>
    labels.map((label) => part.tensor.shape[part.labels.indexOf(label)]);
  const block = (part: Labelled, first: Label[], second: Label[]): Tensor => {
    // Matrices without a batch have two axes: weights are such, and need no other shape.
    const axes = batch.length === 0 ? [first, second] : [batch, first, second];
    const shape = axes.map((labels) => sizeOf(sizeIn(part, labels)));
    return withShape(arrange(part, [...batch, ...first, ...second]), shape);
  };
  // A product reads either operand by rows or by columns: no copy where the axes already stand in one of the two ways.
  const transposeLeft = isArranged(left, [...batch, ...inner, ...rows]);
  const transposeRight = isArranged(right, [...batch, ...columns, ...inner]);
  const product = matMul(
    transposeLeft ? block(left, inner, rows) : block(left, rows, inner),
    transposeRight ? block(right, columns, inner) : block(right, inner, columns),
    transposeLeft,
    transposeRight,
  );
  const shape = [...sizeIn(left, batch), ...sizeIn(left, rows), ...sizeIn(right, columns)];
  return { tensor: withShape(product, shape), labels: [...batch, ...rows, ...columns] };
}

function isArranged({ labels }: Labelled, order: Label[]): boolean {
  return labels.every((label, axis) => label === order[axis]);
}

function arrange(part: Labelled, order: Label[]): Tensor {
  if (isArranged(part, order)) return part.tensor;
  return transpose(
    part.tensor,
    order.map((label) => part.labels.indexOf(label)),
  );
}
