import { engine, type Tensor, type Variable } from '@tensorflow/tfjs-core';

/**
 * Runs `body`, then frees every tensor and variable that it made: also the saved tensors that a `tf.grad` which throws
 * keeps for ever. Variables that were there before stay, unlike with `engine().reset()`.
 */
export async function inOwnScope(body: () => Promise<void>): Promise<void> {
  const own = engine();
  const { registeredVariables } = own.state as unknown as { registeredVariables: Record<string, Variable> };
  const before = new Set(Object.values(registeredVariables));
  const keep = own.keep.bind(own);
  const kept: Tensor[] = [];
  own.keep = (tensor) => {
    kept.push(tensor);
    return keep(tensor);
  };
  own.startScope();
  try {
    await body();
  } finally {
    own.endScope();
    Reflect.deleteProperty(own, 'keep');
    for (const tensor of kept) tensor.dispose();
    for (const variable of Object.values(registeredVariables)) if (!before.has(variable)) variable.dispose();
  }
}
