import type { Mutation } from './runner/Mutation.js';

const KERNELS = 'src/backends/simd/kernels/';
const OWN = `${KERNELS}matMulOwnPanels.ts`;
const tests = ['test/backends/simd/matMul.test.ts'];
const ADD_NORM_TESTS = ['test/ops/addNorm.test.ts'];

/** Bugs of the kernels of simd besides attention, which are compiled. */
export const kernels: Mutation[] = [
  {
    name: 'products: panels that were laid out for the product before',
    file: 'src/backends/simd/products/multiplyOwnPanels.ts',
    find: 'memory.fill(-1, notes, notes + NOTES / 4);',
    replace: 'memory.fill(-1, notes, notes);',
    tests,
  },
  {
    name: 'products: rows of the group before',
    file: OWN,
    find: 'store<i32>(notes, 0, ROW_BLOCKS * 4);',
    replace: '',
    tests,
  },
  {
    name: 'products: columns of the batch before',
    file: OWN,
    find: 'if (load<i32>(notes, COLUMNS_FROM * 4) != batch * N + column) {',
    replace: 'if (load<i32>(notes, COLUMNS_FROM * 4) % N != column) {',
    tests,
  },
  {
    name: 'products: bias of the first columns for all',
    file: `${KERNELS}matMulBlock.ts`,
    find: 'if (step != 0) return bias + <usize>column * step;',
    replace: 'if (step != 0) return bias;',
    tests: ['test/backends/simd/fusedMatMul.test.ts'],
  },
  {
    name: 'products: a column with a row of it twice',
    file: `${KERNELS}matMulColumn.ts`,
    find: 'store<f32>(at + line, f32x4.extract_lane(sums, 1))',
    replace: 'store<f32>(at + line, f32x4.extract_lane(sums, 0))',
    tests,
  },
  {
    name: 'reductions: some numbers of a row left out',
    file: `${KERNELS}extremesOfRun.ts`,
    find: 'for (; at < last; at += 16)',
    replace: 'for (; at + 32 <= last; at += 16)',
    tests: ['test/backends/simd/reductions.test.ts'],
  },
  {
    name: 'reductions: NaN of short rows overlooked',
    file: `${KERNELS}reduceWide.ts`,
    find: 'return !v128.any_true(f32x4.ne(products, products));',
    replace: 'return true;',
    tests: ['test/backends/simd/reductions.test.ts'],
  },
  {
    name: 'reductions: NaN of columns overlooked',
    file: `${KERNELS}maximumColumns.ts`,
    find: 'return !v128.any_true(f32x4.ne(products, products));',
    replace: 'return true;',
    tests: ['test/backends/simd/reductions.test.ts'],
  },
  {
    name: 'reductions: sums of short rows that leave the range of float32',
    file: `${KERNELS}reduceWide.ts`,
    find: 'return !v128.any_true(f32x4.ne(differences, differences));',
    replace: 'return true;',
    tests: ['test/backends/simd/reductions.test.ts'],
  },
  {
    name: 'reductions: the last row of a group of columns left out',
    file: `${KERNELS}addRows.ts`,
    find: 'for (const last = at + step - line; at != last;)',
    replace: 'for (const last = at + step - 2 * line; at != last;)',
    tests: ['test/backends/simd/reductions.test.ts'],
  },
  {
    name: 'reductions: parts of columns without what the last one has more',
    file: 'src/backends/simd/reduce.ts',
    find: 'size: height.size - rows * (parts - 1)',
    replace: 'size: rows',
    tests: ['test/backends/simd/reductions.test.ts'],
  },
  {
    name: 'a BLAS: the part of a thread with the rows of the first',
    file: 'src/backends/simd/blas/sharedProduct.ts',
    find: 'const a = all.a + 4 * begin * (all.transposeA ? 1 : all.lineA);',
    replace: 'const { a } = all;',
    tests: ['test/backends/simd/blas/products.test.ts'],
  },
  {
    name: 'a BLAS: the part of a thread with columns of b as they do not lie',
    file: 'src/backends/simd/blas/sharedProduct.ts',
    find: '(all.transposeB ? all.lineB : 1)',
    replace: '(all.transposeB ? 1 : all.lineB)',
    tests: ['test/backends/simd/blas/products.test.ts'],
  },
  {
    name: 'gelu: slope of simd without its density',
    file: `${KERNELS}gelu.ts`,
    find: 'f32x4.sub(tailQuotient, f32x4.mul(f32x4.abs(x), f32x4.splat(DENSITY)))',
    replace: 'tailQuotient',
    tests: ['test/backends/simd/activations.test.ts'],
  },
  {
    name: 'norms: what passes the norm is left out',
    file: `${KERNELS}layerNormGradient.ts`,
    find: 'if (direct != 0) gradient = f32x4.add(gradient, v128.load(direct + i));',
    replace: '',
    tests: ADD_NORM_TESTS,
  },
  {
    name: 'norms: what passes the norm is that of the first row',
    file: `${KERNELS}rmsNormGradient.ts`,
    find: 'direct == 0 ? 0 : direct + at',
    replace: 'direct',
    tests: ADD_NORM_TESTS,
  },
  {
    name: 'norms: the first row is added to each',
    file: `${KERNELS}layerNorm.ts`,
    find: 'addPair(from, added + at, sum + at, bytes)',
    replace: 'addPair(from, added, sum + at, bytes)',
    tests: ADD_NORM_TESTS,
  },
  {
    name: 'norms: the last numbers of a row are not added',
    file: `${KERNELS}addPair.ts`,
    find: 'f32x4.add(v128.load(a + whole), v128.load(b + whole))',
    replace: 'v128.load(a + whole)',
    tests: ADD_NORM_TESTS,
  },
];
