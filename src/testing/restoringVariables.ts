import { tidy, Variable, type Tensor, type TensorContainer } from '@tensorflow/tfjs-core';

/** Runs `f`, frees what it allocates, and gives the variables among the inputs their values back, also when it throws. */
export function restoringVariables<T extends TensorContainer>(inputs: Tensor[], f: () => T): T {
  return tidy(() => {
    const variables = inputs.filter((input) => input instanceof Variable);
    const before = variables.map((input) => input.clone());
    try {
      return f();
    } finally {
      variables.forEach((variable, i) => variable.assign(before[i]));
    }
  });
}
