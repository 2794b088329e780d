import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from 'chai';
import { startScript } from '../helpers/runScript.js';

const program = (imports: string[]): string => `
${imports.map((path) => `import '${path}';`).join('\n')}
import * as core from '@tensorflow/tfjs-core';
const second = core.grad(core.grad((x: core.Tensor) => core.mul(x, core.exp(x))));
const [, byB] = core.grads((a: core.Tensor, b: core.Tensor) => core.matMul(a, b))([core.ones([2, 1, 3]), core.ones([1, 3, 1])]);
const compared = core.grad((x: core.Tensor) => core.mul(x, core.cast(core.greater(x, core.scalar(0)), 'float32')));
console.log(JSON.stringify({
  backend: core.getBackend(),
  second: second(core.scalar(1)).dataSync()[0],
  byB: byB.shape,
  compared: compared(core.scalar(3)).dataSync()[0],
  clone: core.scalar(5).clone().dataSync()[0],
}));
`;

describe('importing @tensorflow/tfjs', function () {
  this.timeout(60_000);
  const ours = '../src/index.js';
  const orders: [string, string[]][] = [
    ['not at all', [ours]],
    ['before us', ['@tensorflow/tfjs', ours]],
    ['after us', [ours, '@tensorflow/tfjs']],
  ];
  for (const [name, imports] of orders) {
    it(`${name} leaves our gradients and fixes in place`, async () => {
      const folder = mkdtempSync('imported-');
      try {
        const file = join(folder, 'program.ts');
        writeFileSync(file, program(imports));
        const { code, stdout, stderr } = await startScript(file).finished;
        assert.equal(code, 0, stderr);
        const got = JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, unknown>;
        assert.equal(got.backend, 'cpu');
        assert.closeTo(got.second as number, 3 * Math.E, 1e-5);
        assert.deepEqual(got.byB, [1, 3, 1]);
        assert.equal(got.compared, 1);
        assert.equal(got.clone, 5);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});
