import type { Mutation } from './runner/Mutation.js';

const KERNELS = 'src/backends/simd/kernels/';
const OWN = `${KERNELS}matMulOwnPanels.ts`;
const tests = ['test/backends/simd/matMul.test.ts'];

/** Bugs of matrix products, reductions and activations on simd, which are compiled. */
export const productKernels: Mutation[] = [
  {
    name: 'products: panels that were laid out for the product before',
    file: OWN,
    find: 'if (product != forProduct) {',
    replace: 'if (forProduct < 0) {',
    tests,
  },
  {
    name: 'products: rows of the group before',
    file: OWN,
    find: 'rowBlocksThere = 0;\n      }',
    replace: '}',
    tests,
  },
  {
    name: 'products: columns of the batch before',
    file: OWN,
    find: 'if (batch * N + column != columnsFrom) {',
    replace: 'if (column != columnsFrom % N) {',
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
    file: `${KERNELS}reduceWide.ts`,
    find: 'if (at < last) a = extremeOf',
    replace: 'if (at < 0) a = extremeOf',
    tests: ['test/backends/simd/reductions.test.ts'],
  },
  {
    name: 'gelu: slope of simd without its density',
    file: `${KERNELS}gelu.ts`,
    find: 'f32x4.sub(tailQuotient, f32x4.mul(f32x4.abs(x), f32x4.splat(DENSITY)))',
    replace: 'tailQuotient',
    tests: ['test/backends/simd/activations.test.ts'],
  },
];
