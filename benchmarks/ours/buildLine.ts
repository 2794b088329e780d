import { backendInfo } from 'talking-heads';

/** What computes ours, as far as numbers and times depend on it: `fused build`, and the BLAS where there is one. */
export function buildLine(): string {
  const { build, blas } = backendInfo();
  return blas === undefined ? `${build} build` : `${build} build, ${blas}`;
}
