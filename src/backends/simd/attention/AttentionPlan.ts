import type { TensorInfo } from '@tensorflow/tfjs-core';
import { stretchedStrides } from '../../../engine/fixes/cpu/strides.js';
import * as fields from '../kernels/attentionFields.js';
import { lastDropped, type Draw } from '../replacements/dropout.js';
import type { SimdBackend } from '../SimdBackend.js';
import { roomOf } from '../threads/controlWords.js';

/** Tensors of an attention, and how it is computed; `[b, q, h, d]`, `[b, k, h, d]` and `[b, k, h, v]`. */
export interface AttentionProblem {
  query: TensorInfo;
  key: TensorInfo;
  value: TensorInfo;
  preSoftmaxWeight?: TensorInfo;
  postSoftmaxWeight?: TensorInfo;
  /** Broadcastable to the scores `[b, h, q, k]`. */
  bias?: TensorInfo;
  /** Bool, of rank 4, broadcastable to the scores. */
  mask?: TensorInfo;
  scale: number;
  causal: boolean;
  /** How scores are dropped, if they are. */
  draw?: Draw;
}

/** Keys of one head, and keys by heads, whose scores of a block are laid out at once. */
const DEPTH = 256;
const KEYS_BY_HEADS = 512;
const CACHE_LINE = 64;

/** A part of a memory: where its place is noted, and how large it is. */
type Area = [field: number, bytes: number];

const upTo = (multiple: number, x: number): number => Math.ceil(x / multiple) * multiple;

/** Sizes of an attention, how its queries are cut into blocks, and the table that its kernels read. */
export class AttentionPlan {
  readonly batch: number;
  readonly heads: number;
  readonly queries: number;
  readonly keys: number;
  readonly keySize: number;
  readonly valueSize: number;
  /** Blocks of a batch. */
  readonly blocks: number;
  /** Bytes of panels of the keys, or of the values, by 8 of either axis. */
  readonly keyBytes: number;
  readonly keyRowBytes: number;
  readonly valueBytes: number;
  readonly valueRowBytes: number;
  private readonly numbers = new Int32Array(fields.FIELDS);
  private readonly scratchBytes: number;
  /** Bytes of a block's memory. */
  readonly blockBytes: number;
  /** Into how many ranges the keys of a batch are cut, whose gradients are a task each. */
  readonly ranges: number;

  constructor(
    private readonly simd: SimdBackend,
    problem: AttentionProblem,
    /** Queries of a block. */
    readonly rows: number,
    private readonly isBackward: boolean,
  ) {
    const { query, key, value, scale, causal } = problem;
    [this.batch, this.queries, this.heads, this.keySize] = query.shape;
    [this.keys, this.valueSize] = [key.shape[1], value.shape[3]];
    const { batch, heads, keys, keySize, valueSize } = this;
    const rowBytes = upTo(8, keys) * upTo(4, heads) * 4 + CACHE_LINE;
    this.blocks = Math.ceil(this.queries / rows);
    this.keyBytes = 4 * batch * heads * upTo(8, keys) * keySize;
    this.keyRowBytes = 4 * batch * heads * keys * upTo(8, keySize);
    this.valueBytes = 4 * batch * heads * upTo(8, keys) * valueSize;
    this.valueRowBytes = 4 * batch * heads * keys * upTo(8, valueSize);

    this.set(fields.HEADS, heads);
    this.set(fields.QUERIES, this.queries);
    this.set(fields.KEYS, keys);
    this.set(fields.KEY_SIZE, keySize);
    this.set(fields.VALUE_SIZE, valueSize);
    this.set(fields.CAUSAL, +causal);
    this.set(fields.ROWS, rows);
    this.set(fields.ROOM, roomOf(0));
    this.set(fields.ROOM_BYTES, roomOf(1) - roomOf(0));
    this.setFloat(fields.SCALE, scale);
    this.point(fields.QUERY, query);
    this.point(fields.KEY, key);
    this.point(fields.VALUE, value);
    this.point(fields.PRE, problem.preSoftmaxWeight);
    this.point(fields.POST, problem.postSoftmaxWeight);
    this.stretch(fields.BIAS, fields.BIAS_STRIDES, 4, problem.bias);
    this.stretch(fields.MASK, fields.MASK_STRIDES, 1, problem.mask);
    if (problem.draw !== undefined) this.setDraw(problem.draw);
    this.set(fields.ROW_BYTES, rowBytes);
    this.scratchBytes = this.deal(this.areasOfThread(rowBytes));
    this.blockBytes = this.deal(this.areasOfBlock(rowBytes));
    this.set(fields.SCRATCH_BYTES, this.scratchBytes);
    this.set(fields.BLOCK_BYTES, this.blockBytes);
    const range = Math.max(1, Math.floor(KEYS_BY_HEADS / heads / 8));
    this.ranges = Math.ceil(Math.ceil(keys / 8) / range);
    this.set(fields.RANGE, range);
  }

  /** Bytes of memory that the table needs, the threads of their own, and so many blocks. */
  bytes(numBlocks: number): number {
    return upTo(CACHE_LINE, 4 * fields.FIELDS) + this.simd.threads * this.scratchBytes + numBlocks * this.blockBytes;
  }

  /** Sets a number or an address of the table. */
  set(field: number, number: number): void {
    this.numbers[field] = number;
  }

  private setFloat(field: number, number: number): void {
    new Float32Array(this.numbers.buffer)[field] = number;
  }

  private setDraw({ key, threshold, kept }: Draw): void {
    this.set(fields.DROPS, 1);
    this.numbers.set(key, fields.RANDOM_KEY);
    this.set(fields.LAST, lastDropped(threshold));
    this.setFloat(fields.KEPT, kept);
  }

  /** Sets the address of a tensor. */
  point(field: number, tensor: TensorInfo | undefined): void {
    if (tensor !== undefined) this.set(field, this.simd.address(tensor));
  }

  /** Writes the table to memory of {@link bytes}: the kernels are told its address. */
  write(address: number): number {
    const scratch = address + upTo(CACHE_LINE, 4 * fields.FIELDS);
    this.set(fields.SCRATCH, scratch);
    this.set(fields.BLOCKS, scratch + this.simd.threads * this.scratchBytes);
    new Int32Array(this.simd.heap.memory.buffer, address, fields.FIELDS).set(this.numbers);
    return address;
  }

  private stretch(field: number, strides: number, bytes: number, tensor: TensorInfo | undefined): void {
    if (tensor === undefined) return;
    this.point(field, tensor);
    stretchedStrides(tensor.shape, 4).forEach((stride, axis) => this.set(strides + axis, stride * bytes));
  }

  private areasOfThread(rowBytes: number): Area[] {
    const { heads, rows, keySize, valueSize } = this;
    const mix = 4 * upTo(4, heads) * heads;
    this.set(fields.MIX_BYTES, mix);
    const words = 4 * upTo(8, this.keys) + CACHE_LINE;
    this.set(fields.WORD_BYTES, words);
    return [
      [fields.ROW, rowBytes],
      [fields.OTHER_ROW, rowBytes],
      [fields.PACKED_SCORES, 4 * rows * Math.max(DEPTH, KEYS_BY_HEADS, 8 * heads)],
      [fields.QUERY_PANELS, this.panelBytes(keySize)],
      [fields.OUTPUT_PANELS, this.panelBytes(valueSize)],
      [fields.MIXES, 4 * mix],
      [fields.HEAD_ROOM, 12 * heads],
      [fields.OUTER, 4 * heads * heads],
      [fields.WORDS, heads * words],
    ];
  }

  private areasOfBlock(rowBytes: number): Area[] {
    const scores: Area = [fields.SCORES, this.rows * rowBytes];
    if (!this.isBackward) return [scores];
    return [
      scores,
      [fields.OTHER_SCORES, this.rows * rowBytes],
      [fields.QUERY_ROWS, this.panelBytes(this.keySize)],
      [fields.OUTPUT_ROWS, this.panelBytes(this.valueSize)],
    ];
  }

  private panelBytes(size: number): number {
    return 4 * this.heads * this.rows * upTo(8, size);
  }

  /** Deals out memory, and returns how much that is. */
  private deal(areas: readonly Area[]): number {
    let end = 0;
    for (const [field, bytes] of areas) {
      this.set(field, end);
      end += upTo(CACHE_LINE, bytes + CACHE_LINE);
    }
    return end;
  }
}
