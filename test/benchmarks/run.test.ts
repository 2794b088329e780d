import { assert } from 'chai';
import { benches } from '../../benchmarks/benches/benches.js';
import { startScript } from '../helpers/runScript.js';

const run = (...args: string[]): ReturnType<typeof startScript>['finished'] =>
  startScript('benchmarks/run.ts', args).finished;

describe('npm run bench', () => {
  it('prints help with the benches and how PyTorch is installed', async () => {
    const { code, stdout } = await run('--help');
    assert.equal(code, 0);
    for (const part of [
      ...benches.map(({ name }) => name),
      ...['--json', '--quick', 'extraBytes', 'benchmarks/requirements.txt'],
    ]) {
      assert.include(stdout, part);
    }
  });

  for (const [args, message] of [
    [[], "error: missing required argument 'name'"],
    [
      ['speed'],
      "error: command-argument value 'speed' is invalid for argument 'name'. Allowed choices are gpt-step, attention, attention-length, matmul, kernels, all.",
    ],
    [['matmul', '--only', 'exp'], 'error: --only must be in the name of a case of matmul, got exp'],
  ] as const) {
    it(`refuses ${args.join(' ') || 'nothing'}`, async () => {
      const { code, stderr } = await run(...args);
      assert.equal(code, 1);
      assert.include(stderr, message);
    });
  }
});
