import { blasOnMachine } from '../../../../src/backends/simd/blas/blasOnMachine.js';

/**
 * The library that tests of a real one are registered for; `undefined` where a machine has none: then there are no such tests,
 * rather than skipped ones, and `loopBlas` alone stands for it. `.ci/run` installs OpenBLAS where it can.
 */
export const realBlas = blasOnMachine();
