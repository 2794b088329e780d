import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert } from 'chai';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../../..');

/** Times TensorFlow.js's kernels and ours, in turns, on the same inputs; prints how many times as fast ours are. */
const script = `
  import * as tf from '@tensorflow/tfjs-core';
  import '@tensorflow/tfjs-backend-cpu';
  const ids = () => tf.tensor1d(Int32Array.from({ length: 128 }, (_, i) => (i * 37) % 256), 'int32');
  const cases = {
    Add: [{ a: tf.ones([256, 256]), b: tf.ones([256, 1]) }, {}],
    Sum: [{ x: tf.ones([512, 256]) }, { axis: [0], keepDims: false }],
    Transpose: [{ x: tf.ones([16, 64, 64]) }, { perm: [0, 2, 1] }],
    Tile: [{ x: tf.ones([256, 1]) }, { reps: [1, 256] }],
    BatchMatMul: [{ a: tf.ones([128, 128]), b: tf.ones([128, 128]) }, { transposeA: false, transposeB: true }],
    UnsortedSegmentSum: [{ x: tf.ones([128, 16]), segmentIds: ids() }, { numSegments: 256 }],
  };
  const backend = tf.backend();
  const kernels = () => Object.fromEntries(Object.keys(cases).map((name) => [name, tf.getKernel(name, 'cpu').kernelFunc]));
  const theirs = kernels();
  await import('./src/engine/register.js');
  const ours = kernels();
  const ratios = {};
  for (const [name, [inputs, attrs]] of Object.entries(cases)) {
    const least = [Infinity, Infinity];
    for (let run = 0; run < 8; run++) {
      [theirs[name], ours[name]].forEach((kernel, i) => {
        const start = performance.now();
        kernel({ inputs, attrs, backend });
        least[i] = Math.min(least[i], performance.now() - start);
      });
    }
    ratios[name] = least[0] / least[1];
  }
  process.stdout.write(JSON.stringify(ratios));`;

/** A third or less of what was measured on an idle machine, whose other work must not fail the test. */
const atLeast = { Add: 4, Sum: 2.5, Transpose: 3, Tile: 2, BatchMatMul: 1.4, UnsortedSegmentSum: 100 };

describe('cpu kernels', () => {
  it('are faster than those of TensorFlow.js', () => {
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
    const options = { cwd: root, env: { ...process.env, NODE_OPTIONS: '' }, encoding: 'utf8', stdio: 'pipe' } as const;
    const printed = execFileSync(process.execPath, args, options);
    const ratios = JSON.parse(printed.slice(printed.lastIndexOf('{'))) as Record<string, number>;
    for (const [name, least] of Object.entries(atLeast)) assert.isAbove(ratios[name], least, name);
  });
});
