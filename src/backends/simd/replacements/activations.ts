import { sizeOf } from '../../../engine/shapes.js';
import { addKernel } from '../addKernel.js';
import { ELEMENTS } from '../chunks.js';
import { runEach } from '../runEach.js';
import type { SimdBackend } from '../SimdBackend.js';

/**
 * Activations of ours, each one pass: `x` in, and `dy` too for `…Gradient`, which gives dx. That of gelu is a product with the
 * slope, which `geluWithSlope` gives.
 */
export function addActivations(): void {
  for (const name of ['gelu', 'geluTanh', 'silu']) {
    addKernel(name, ({ inputs, backend }) => runEach(backend as SimdBackend, name, [inputs.x!], 'float32'));
  }
  addKernel('geluWithSlope', ({ inputs, backend }) => {
    const simd = backend as SimdBackend;
    const x = inputs.x!;
    const [value, slope] = [simd.output(x.shape), simd.output(x.shape)];
    const addresses = [x, value, slope].map((one) => simd.address(one));
    simd.run('geluWithSlope', { items: sizeOf(x.shape), chunk: ELEMENTS / 2 }, ...addresses);
    return [value, slope];
  });
  for (const name of ['geluTanh', 'silu']) {
    const gradient = `${name}Gradient`;
    addKernel(gradient, ({ inputs, backend }) =>
      runEach(backend as SimdBackend, gradient, [inputs.x!, inputs.dy!], 'float32'),
    );
  }
}
