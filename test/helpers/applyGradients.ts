import { tensor } from '@tensorflow/tfjs-core';
import type { AnyModule } from '../../src/modules/Module.js';
import type { Optimizer } from '../../src/optimizers/Optimizer.js';

/** Calls `apply` with these numbers as gradients, each of its parameter's shape, and frees them. */
export function applyGradients(
  optimizer: Optimizer,
  module: AnyModule,
  numbers: Readonly<Record<string, readonly number[]>>,
): void {
  const parameters = module.parameters();
  const gradients = Object.entries(numbers).map(
    ([path, values]) => [path, tensor([...values], [...(parameters.get(path)?.shape ?? [values.length])])] as const,
  );
  try {
    optimizer.apply(module, new Map(gradients));
  } finally {
    for (const [, gradient] of gradients) gradient.dispose();
  }
}
