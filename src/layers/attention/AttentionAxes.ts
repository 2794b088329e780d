import { reshape, transpose, type Tensor } from '@tensorflow/tfjs-core';
import { formatShape, resolveAxis, sizeOf, type Shape } from '../../engine/shapes.js';
import { withShape } from '../../engine/withShape.js';
import { foldScores } from './foldScores.js';

/**
 * Folds attention over any axes of inputs of any rank into attention over one.
 *
 * An input `[batch…, axes…, features]`, whose axes stand in any order, becomes `[b, t, features]`: `b` runs over the
 * first axis and those that are not attended over, `t` over the attended ones in the order in which they were listed.
 */
export class AttentionAxes {
  /** Attended axes of an input, in the order listed, counted from the front. */
  readonly attended: number[];
  /** The other axes but the last, in order. */
  readonly batch: number[];

  /** @param axes As listed by the user; undefined for all but the first and the last. */
  constructor(where: string, axes: readonly number[] | undefined, rank: number) {
    const listed = axes ?? Array.from({ length: rank - 2 }, (_, i) => i + 1);
    this.attended = listed.map((axis) => resolveAxis(where, 'attentionAxes', axis, rank));
    if (this.attended.some((axis) => axis === 0 || axis === rank - 1)) {
      throw new Error(`${where}: attentionAxes must leave out the first and the last axis, got ${formatShape(listed)}`);
    }
    if (new Set(this.attended).size !== listed.length || listed.length === 0) {
      throw new Error(`${where}: attentionAxes must be one or more different axes, got ${formatShape(listed)}`);
    }
    this.batch = [...Array(rank - 1).keys()].filter((axis) => !this.attended.includes(axis));
  }

  sizes(shape: Shape): { batch: number[]; attended: number[] } {
    const pick = (axes: number[]): number[] => axes.map((axis) => shape[axis]);
    return { batch: pick(this.batch), attended: pick(this.attended) };
  }

  /** `[b, t, …]` of a tensor whose first axes are an input's without the features. */
  fold(x: Tensor): Tensor {
    const { batch, attended } = this.sizes(x.shape);
    const rest = x.shape.slice(this.#order.length);
    const trailing = rest.map((_, i) => this.#order.length + i);
    return withShape(permuted(x, [...this.#order, ...trailing]), [sizeOf(batch), sizeOf(attended), ...rest]);
  }

  /** The inverse of {@link fold}, for an input of this shape. */
  unfold(x: Tensor, shape: Shape): Tensor {
    const { batch, attended } = this.sizes(shape);
    const rest = x.shape.slice(2);
    const inverse = this.#order.map((_, axis) => this.#order.indexOf(axis));
    const trailing = rest.map((_, i) => inverse.length + i);
    return permuted(withShape(x, [...batch, ...attended, ...rest]), [...inverse, ...trailing]);
  }

  /** `[b, h, q, k]` as `[batch…, h, query axes…, key axes…]`, the original's layout of scores. */
  unfoldScores(scores: Tensor, query: Shape, key: Shape): Tensor {
    const { batch, attended } = this.sizes(query);
    return reshape(scores, [...batch, scores.shape[1]!, ...attended, ...this.sizes(key).attended]);
  }

  /**
   * A mask of scores `[batch…, h, query axes…, key axes…]` as `[b, h, q, k]`.
   *
   * Of fewer axes it names the last ones and, from the front, as many batch axes as it has left; sizes of 1 broadcast.
   */
  foldMask(where: string, mask: Tensor, numHeads: number, query: Shape, key: Shape): Tensor {
    const groups = this.#scoreSizes(numHeads, query, key);
    const numLead = Math.max(0, mask.rank - groups[2].length - groups[3].length);
    const missing = new Array<number>(Math.max(0, groups.flat().length - mask.rank)).fill(1);
    const aligned = [...mask.shape.slice(0, numLead), ...missing, ...mask.shape.slice(numLead)];
    return foldScores(where, 'attentionMask', mask, aligned, groups);
  }

  /**
   * A bias of scores `[batch…, h, query axes…, key axes…]` as `[b, h, q, k]`. Of fewer axes it names the last ones, the
   * heads before the batch: a bias of positions has one for each head.
   */
  foldBias(where: string, bias: Tensor, numHeads: number, query: Shape, key: Shape): Tensor {
    const groups = this.#scoreSizes(numHeads, query, key);
    const missing = new Array<number>(Math.max(0, groups.flat().length - bias.rank)).fill(1);
    return foldScores(where, 'attentionBias', bias, [...missing, ...bias.shape], groups);
  }

  #scoreSizes(numHeads: number, query: Shape, key: Shape): number[][] {
    const { batch, attended } = this.sizes(query);
    return [batch, [numHeads], attended, this.sizes(key).attended];
  }

  get #order(): number[] {
    return [...this.batch, ...this.attended];
  }
}

function permuted(x: Tensor, order: number[]): Tensor {
  return order.every((axis, i) => axis === i) ? x : transpose(x, order);
}
