import type { SimdBackend } from '../../../src/backends/simd/SimdBackend.js';

/** The names of the kernels that run meanwhile. */
export function kernelsOf(simd: SimdBackend, f: () => void): Set<string> {
  const names = new Set<string>();
  const run = simd.run.bind(simd);
  simd.run = (name, ...others) => {
    names.add(name);
    run(name, ...others);
  };
  f();
  simd.run = run;
  return names;
}
