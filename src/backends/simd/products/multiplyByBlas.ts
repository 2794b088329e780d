import type { SimdBackend } from '../SimdBackend.js';
import type { Product, ProductSizes } from './ProductSizes.js';

/**
 * Multiplications from which on a product goes to a BLAS. OpenBLAS 0.3.21 with AVX2 and the kernels, on one thread of an AMD
 * EPYC that did other work as well, took 3 and 10 µs for 32³, 10 and 20 for 64³, 58 and 106 for 128³, operation and all on
 * the side of the kernels. Below 64³ nothing is won that a step would show, and numbers stay those of the kernels.
 */
const LEAST = 2 ** 18;
/**
 * The same for each product of a batch. The kernels share small ones among threads, a BLAS multiplies them one after the other
 * on one: 48 of 64 × 64 × 32 took it 360 µs and the kernels 407 with one thread for each, so that several would lose.
 */
const LEAST_IN_BATCH = 2 ** 20;
/**
 * Rows, columns and steps of the inner sum. On two threads 1, 4 and 8 rows by 512 × 512 took a BLAS 91, 244 and 262 µs, the
 * kernels 41, 113 and 151; 16 took 225 and 398.
 */
const LEAST_SIDE = 16;

/** Large products, by the BLAS of the system where one was asked for. Returns whether they were. */
export function multiplyByBlas(simd: SimdBackend, product: Product, sizes: ProductSizes, to: number): boolean {
  const { batches, M, N, K } = sizes;
  const least = batches === 1 ? LEAST : LEAST_IN_BATCH;
  if (M * N * K < least || Math.min(M, N, K) < LEAST_SIDE) return false;
  const { blas } = simd;
  if (blas === undefined) return false;
  const { transposeA, transposeB } = product;
  const [a, b] = [simd.address(product.a), simd.address(product.b)];
  simd.whileThreadsRest(() => {
    blas.useThreads(simd.threads);
    for (const [batch, [matrixA, matrixB]] of sizes.pairs().entries()) {
      const places = { a: a + 4 * M * K * matrixA, b: b + 4 * N * K * matrixB, c: to + 4 * M * N * batch };
      blas.multiply(simd.heap.memory, { M, N, K, transposeA, transposeB, ...places });
    }
  });
  return true;
}
