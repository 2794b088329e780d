import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { addKernel } from '../addKernel.js';
import { rowsOf } from '../chunks.js';
import type { KernelCall } from '../replaceKernel.js';
import { rowBlocks } from '../rowBlocks.js';
import type { SimdBackend } from '../SimdBackend.js';
import { sumBlocks } from '../sumBlocks.js';

/** The norms, and the parameters that they may be given. */
const NORMS: Record<string, readonly string[]> = { layerNorm: ['gamma', 'beta'], rmsNorm: ['gamma'] };

/**
 * `layerNorm` and `rmsNorm` of x over its last `numAxes` axes; and `…Gradient` of x and dy, which gives the gradients by x and
 * by every parameter the norm may have, or by x alone unless `byParameters` is true.
 *
 * `addLayerNorm` and `addRmsNorm` give the sum of x and `added`, and that normalized; x of their gradient is that sum, and
 * `direct` the gradient that reaches it past the norm.
 */
export function addNorms(): void {
  for (const [name, parameters] of Object.entries(NORMS)) {
    const ofSum = `add${name[0].toUpperCase()}${name.slice(1)}`;
    addKernel(name, (call) => valuesOf(name, parameters, call)[1]);
    addKernel(ofSum, (call) => valuesOf(name, parameters, call) as TensorInfo[]);
    for (const each of [name, ofSum]) {
      addKernel(`${each}Gradient`, (call) =>
        gradientsOf(name, call.attrs!.byParameters === true ? parameters.length : 0, call),
      );
    }
  }
}

/** The sum, where there is something to add, and what is normalized. */
function valuesOf(name: string, parameters: readonly string[], call: KernelCall): [TensorInfo | undefined, TensorInfo] {
  const { simd, x, numRows, width, epsilon } = parse(call);
  const { added } = call.inputs;
  const sum = added === undefined ? undefined : simd.output(x.shape);
  const result = simd.output(x.shape);
  const given = [x, added, ...parameters.map((one) => call.inputs[one]), sum, result];
  const addresses = given.map((tensor) => addressOf(simd, tensor));
  simd.run(name, { items: numRows, chunk: rowsOf(width) }, ...addresses, width, epsilon);
  return [sum, result];
}

/** The gradient by x, and by the first parameters, whose sums over rows each block of rows leaves a part of. */
function gradientsOf(name: string, numParameters: number, call: KernelCall): TensorInfo[] {
  const { simd, x, numRows, width, epsilon, inner } = parse(call);
  const dx = simd.output(x.shape);
  const { numBlocks, blockRows, stride } = rowBlocks(numRows, width);
  const ofBlock = numParameters * stride;
  return simd.withScratch(numBlocks * ofBlock, (scratch) => {
    const addresses = [x, call.inputs.dy, call.inputs.gamma, call.inputs.direct, dx].map((tensor) =>
      addressOf(simd, tensor),
    );
    const sums = numParameters === 0 ? 0 : scratch;
    const numbers = [...addresses, sums, stride, numRows, blockRows, width, epsilon];
    simd.run(`${name}Gradient`, { items: numBlocks, chunk: 1 }, ...numbers);
    const byParameters = Array.from({ length: numParameters }, (_, i) =>
      sumBlocks(simd, inner, scratch + i * stride, ofBlock, numBlocks),
    );
    return [dx, ...byParameters];
  });
}

function parse({ inputs, attrs, backend }: KernelCall) {
  const { numAxes, epsilon } = attrs as { numAxes: number; epsilon: number };
  const x = inputs.x!;
  const [outer, inner] = [x.shape.slice(0, -numAxes), x.shape.slice(-numAxes)];
  return { simd: backend as SimdBackend, x, inner, numRows: sizeOf(outer), width: sizeOf(inner), epsilon };
}

/** 0 of a tensor that is not given. */
function addressOf(simd: SimdBackend, tensor: TensorInfo | undefined): number {
  return tensor === undefined ? 0 : simd.address(tensor);
}
