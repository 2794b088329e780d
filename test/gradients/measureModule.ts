import { mul, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import type { AnyModule } from '../../src/modules/Module.js';
import type { NdArray } from '../float64/array.js';
import { gradientByDuals, type ArrayFunction } from '../float64/derivatives.js';
import type { Random } from '../float64/random.js';
import { numbers, type Field } from '../float64/scalar.js';
import { largest } from '../helpers/assertClose.js';
import { compare, compareAll, type Measured } from './measure.js';
import { toTensor } from './toTensor.js';

/** A module in double precision: of inputs, and of parameters by path. */
export type ModuleFunction = <S>(
  field: Field<S>,
  inputs: NdArray<S>[],
  weights: Record<string, NdArray<S>>,
) => NdArray<S>;

/**
 * Errors of a module's result, and of its gradients by inputs and parameters, which are set to random numbers: where
 * biases are zero and factors one, a gradient that forgets them is right.
 */
export function measureModule(
  random: Random,
  module: AnyModule,
  inputs: NdArray[],
  call: (inputs: Tensor[]) => Tensor,
  oracle: ModuleFunction,
): Measured[] {
  const paths = [...module.parameters().keys()];
  const weights = [...module.parameters().values()].map(({ shape }) => random.normals(shape, 0.7));
  module.setWeights(weights.map(({ values }) => values));
  const named: ArrayFunction = (field, all) =>
    oracle(
      field,
      all.slice(0, inputs.length),
      Object.fromEntries(paths.map((path, i) => [path, all[inputs.length + i]])),
    );
  const result = named(numbers, [...inputs, ...weights]);
  const cotangent = random.normals(result.shape);
  return tidy(() => {
    const tensors = inputs.map((x) => toTensor(x));
    const parameters = [...module.parameters().values()].map(({ value }) => value);
    const loss = (): Tensor => sum(mul(call(tensors), toTensor(cotangent)));
    const { gradients } = gradientsByTensors(loss, [...tensors, ...parameters]);
    return [
      compare('result', call(tensors), result, largest(result.values)),
      ...compareAll('gradient', gradients, gradientByDuals(named, [...inputs, ...weights], cotangent)),
    ];
  });
}
