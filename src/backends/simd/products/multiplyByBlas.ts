import { describeProduct, SHARED_PRODUCT } from '../blas/sharedProduct.js';
import type { BlasProduct, SystemBlas } from '../blas/SystemBlas.js';
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

/** Multiplications that are worth a thread's while, and as many as a task should have: some 50 ms. */
const PART = 2 ** 20;
const LARGEST_PART = 2 ** 31;
/** Rows or columns of a part are a multiple of it, as of the blocks of libraries. */
const STEP = 16;

/** Large products, by the BLAS of the system where one was asked for. Returns whether they were. */
export function multiplyByBlas(simd: SimdBackend, product: Product, sizes: ProductSizes, to: number): boolean {
  const { batches, M, N, K } = sizes;
  const least = batches === 1 ? LEAST : LEAST_IN_BATCH;
  if (M * N * K < least || Math.min(M, N, K) < LEAST_SIDE) return false;
  const { blas } = simd;
  if (blas === undefined) return false;
  const { transposeA, transposeB } = product;
  const [a, b] = [simd.address(product.a), simd.address(product.b)];
  const lines = { lineA: transposeA ? M : K, lineB: transposeB ? K : N, lineC: N };
  for (const [batch, [matrixA, matrixB]] of sizes.pairs().entries()) {
    const places = { a: a + 4 * M * K * matrixA, b: b + 4 * N * K * matrixB, c: to + 4 * M * N * batch };
    multiplyOne(simd, blas, { M, N, K, transposeA, transposeB, ...places, ...lines });
  }
  return true;
}

function multiplyOne(simd: SimdBackend, blas: SystemBlas, product: BlasProduct): void {
  const { memory } = simd.heap;
  if (!blas.isShared) {
    simd.whileThreadsRest(() => blas.multiply(memory, product));
    return;
  }
  blas.useOneThread();
  const { M, N, K } = product;
  const work = M * N * K;
  const parts = Math.max(Math.ceil(work / LARGEST_PART), Math.min(simd.threads, Math.floor(work / PART)));
  const numbers = parts > 1 ? describeProduct(memory, blas, product, M >= N) : undefined;
  if (numbers === undefined) {
    blas.multiply(memory, product);
    return;
  }
  const items = Math.max(M, N);
  simd.run(SHARED_PRODUCT, { items, chunk: STEP * Math.ceil(items / parts / STEP) }, ...numbers);
}
