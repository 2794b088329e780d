const LINUX = [
  'libmkl_rt.so.2',
  'libmkl_rt.so',
  'libopenblas.so.0',
  'libopenblas.so',
  'libblis.so.4',
  'libblis.so.3',
  'libblis.so',
];

const BY_PLATFORM: Record<string, readonly string[]> = {
  darwin: [
    '/System/Library/Frameworks/Accelerate.framework/Accelerate',
    '/opt/homebrew/opt/openblas/lib/libopenblas.dylib',
    '/usr/local/opt/openblas/lib/libopenblas.dylib',
    'libopenblas.dylib',
  ],
  win32: ['mkl_rt.2.dll', 'mkl_rt.dll', 'libopenblas.dll', 'openblas.dll', 'libblis.dll', 'libblis.4.dll'],
};

/**
 * The BLAS libraries that `'auto'` takes the first of that loads, by the names that the system's loader knows them by:
 * Apple's Accelerate, Intel's MKL, OpenBLAS, BLIS. Builds whose sizes are of 64 bits have other names, and are not among them.
 *
 * @param platform As Node names it. Default: this one.
 */
export function blasNames(platform: string = process.platform): readonly string[] {
  return BY_PLATFORM[platform] ?? LINUX;
}
