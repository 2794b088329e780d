import { rowsOf } from '../chunks.js';
import type { SimdBackend } from '../SimdBackend.js';
import type { Product, ProductSizes } from './ProductSizes.js';

/** Products of rows of four numbers by one matrix of 4 × 4. Returns whether they were such. */
export function multiplyFours(simd: SimdBackend, product: Product, sizes: ProductSizes, to: number): boolean {
  const { batches, M, N, K } = sizes;
  if (batches !== 1 || N !== 4 || K !== 4 || product.transposeA) return false;
  const [a, b] = [simd.address(product.a), simd.address(product.b)];
  simd.run('matMulFours', { items: M, chunk: rowsOf(4) }, a, b, to, +product.transposeB);
  return true;
}
