import * as tf from '@tensorflow/tfjs-core';
import type { DataType, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import { replaceKernel } from '../replaceKernel.js';
import { runEach } from '../runEach.js';
import type { SimdBackend } from '../SimdBackend.js';

/** A kernel of ours: its name, those options that it is called with, and the type of its results. */
interface UnaryKernel {
  name: string;
  options?: readonly string[];
  dtype?: DataType;
}

/** By TensorFlow.js's names. */
const KERNELS: Record<string, UnaryKernel> = {
  [tf.Abs]: { name: 'abs' },
  [tf.Ceil]: { name: 'ceil' },
  [tf.ClipByValue]: { name: 'clipByValue', options: ['clipValueMin', 'clipValueMax'] },
  [tf.Cos]: { name: 'cos' },
  [tf.Elu]: { name: 'elu' },
  [tf.Erf]: { name: 'erf' },
  [tf.Exp]: { name: 'exp' },
  [tf.Expm1]: { name: 'expm1' },
  [tf.Floor]: { name: 'floor' },
  [tf.IsFinite]: { name: 'isFinite', dtype: 'bool' },
  [tf.IsInf]: { name: 'isInf', dtype: 'bool' },
  [tf.IsNan]: { name: 'isNan', dtype: 'bool' },
  [tf.LeakyRelu]: { name: 'leakyRelu', options: ['alpha'] },
  [tf.Log]: { name: 'log' },
  [tf.Log1p]: { name: 'log1p' },
  [tf.Neg]: { name: 'neg' },
  [tf.Reciprocal]: { name: 'reciprocal' },
  [tf.Relu]: { name: 'relu' },
  [tf.Relu6]: { name: 'relu6' },
  [tf.Round]: { name: 'round' },
  [tf.Rsqrt]: { name: 'rsqrt' },
  [tf.Selu]: { name: 'selu' },
  [tf.Sigmoid]: { name: 'sigmoid' },
  [tf.Sign]: { name: 'sign' },
  [tf.Sin]: { name: 'sin' },
  [tf.Softplus]: { name: 'softplus' },
  [tf.Sqrt]: { name: 'sqrt' },
  [tf.Square]: { name: 'square' },
  [tf.Step]: { name: 'step', options: ['alpha'] },
  [tf.Tanh]: { name: 'tanh' },
};

/** Functions of each element of a float32 tensor. Other types, and options that are no numbers, stay with the cpu kernels. */
export function replaceUnary(): void {
  for (const [kernelName, { name, options = [], dtype = 'float32' }] of Object.entries(KERNELS)) {
    replaceKernel(kernelName, (call, inherited) => {
      const { x } = call.inputs as { x: TensorInfo };
      const given = options.map((option) => (call.attrs as NamedAttrMap)[option]);
      if (x.dtype !== 'float32' || !given.every((value) => typeof value === 'number')) return inherited(call);
      return runEach(call.backend as SimdBackend, name, [x], dtype, ...given);
    });
  }
}
