import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { ELEMENTS } from '../chunks.js';
import type { SimdBackend } from '../SimdBackend.js';
import { packedLayout, plainLayout, type MatrixLayout } from './MatrixLayout.js';

/** Steps of an item of `packPanelsAcross`. */
const PACKED_STEPS = 16;

/** The matrices on one side of products, which are read where they lie or from panels that they are laid out in. */
export class Operand {
  /** How the tiles of the products read it. */
  readonly layout: MatrixLayout;
  /** Bytes of its panels; 0 where it is read where it lies. */
  readonly bytes: number;
  private readonly matrices: number;

  /**
   * @param lines How many rows of the left or columns of the right matrix, `length` numbers each.
   * @param width Lines of a panel.
   * @param along Whether the numbers of a line lie side by side.
   */
  constructor(
    private readonly x: TensorInfo,
    private readonly lines: number,
    private readonly length: number,
    private readonly width: number,
    private readonly along: boolean,
    private readonly packed: boolean,
  ) {
    this.matrices = sizeOf(x.shape.slice(0, -2));
    this.layout = packed ? packedLayout(lines, length, width) : plainLayout(lines, length, width, along);
    this.bytes = packed ? this.layout.matrix * this.matrices : 0;
  }

  /** Lays it out in memory that is lent where it must be, and returns where the tiles begin to read. */
  place(simd: SimdBackend, lent: number): number {
    const { x, lines, length, width } = this;
    if (!this.packed) return simd.address(x);
    const [kernel, items, size] = this.along
      ? ['packPanelsAlong', Math.ceil(lines / width), width * length]
      : ['packPanelsAcross', Math.ceil(length / PACKED_STEPS), lines * PACKED_STEPS];
    const job = { items: this.matrices * items, chunk: Math.ceil(ELEMENTS / (4 * size)) };
    simd.run(kernel, job, simd.address(x), lines, length, width, lent);
    return lent;
  }
}
