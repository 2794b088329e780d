import { addKernel } from '../addKernel.js';
import { runEach } from '../runEach.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Activations of ours with their gradients, each one pass: `x` in, and `dy` too for `…Gradient`, which gives dx. */
export function addActivations(): void {
  for (const name of ['gelu', 'geluTanh', 'silu']) {
    const gradient = `${name}Gradient`;
    addKernel(name, ({ inputs, backend }) => runEach(backend as SimdBackend, name, [inputs.x!], 'float32'));
    addKernel(gradient, ({ inputs, backend }) =>
      runEach(backend as SimdBackend, gradient, [inputs.x!, inputs.dy!], 'float32'),
    );
  }
}
