import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/**
 * What an expression gives on TensorFlow.js as it comes, with its own gradients and kernels, in a process of its own.
 *
 * @param expression JavaScript that reads `tf` and makes something JSON can hold, or a tensor.
 * @throws Error with TensorFlow.js's message when it refuses.
 */
export function stock(expression: string): unknown {
  const script = `
    import * as tf from '@tensorflow/tfjs-core';
    import '@tensorflow/tfjs-backend-cpu';
    import './src/engine/generated/gradients.js';
    const result = {};
    try {
      const value = ${expression};
      // As text: JSON knows no NaN.
      result.values = value instanceof tf.Tensor ? Array.from(value.dataSync(), String) : value;
    } catch (error) {
      result.error = error.message;
    }
    process.stdout.write(JSON.stringify(result));`;
  const args = ['--input-type=module', '--eval', script];
  const options = { cwd: root, env: { ...process.env, NODE_OPTIONS: '' }, encoding: 'utf8', stdio: 'pipe' } as const;
  // What a first use prints comes before the result.
  const printed = execFileSync(process.execPath, args, options);
  const { values, error } = JSON.parse(printed.slice(printed.lastIndexOf('{'))) as { values: unknown; error?: string };
  if (error !== undefined) throw new Error(error);
  return Array.isArray(values) ? values.map(Number) : values;
}
