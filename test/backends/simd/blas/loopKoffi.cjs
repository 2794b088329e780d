/**
 * In koffi's stead: a BLAS that is there on every machine, `cblas_sgemm` of `cblas.h` by its definition, in loops.
 */
const TRANSPOSED = 112;

function sgemm(order, kindA, kindB, M, N, K, alpha, a, lda, b, ldb, beta, c, ldc) {
  if (order !== 101 || alpha !== 1 || beta !== 0) throw new Error('unexpected order, alpha or beta');
  for (let i = 0; i < M; i++) {
    for (let j = 0; j < N; j++) {
      let sum = 0;
      for (let l = 0; l < K; l++) {
        sum +=
          a[kindA === TRANSPOSED ? l * lda + i : i * lda + l] * b[kindB === TRANSPOSED ? j * ldb + l : l * ldb + j];
      }
      c[i * ldc + j] = sum;
    }
  }
}

const functions = { cblas_sgemm: sgemm, openblas_set_num_threads: () => undefined };

exports.load = () => ({
  func(name) {
    if (!(name in functions)) throw new Error(`no ${name}`);
    return functions[name];
  },
});
