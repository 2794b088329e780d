import { assert } from 'chai';
import { assertTrained, type TinyTraining } from './assertTrained.js';
import { installPackage } from './installPackage.js';
import { runProgram } from './runProgram.js';

/** What `programs/beside.mjs` prints. */
interface Outcome {
  training: TinyTraining;
  sameEngine: boolean;
  sameTensor: boolean;
  theirs: [slope: number, offset: number];
  fitLosses: [first: number, last: number];
  attentionLosses: [first: number, second: number];
  passed: boolean;
  /** Of x·eˣ at 1: 3e. */
  second: number;
  gradientShape: number[];
}

const ADVERTISEMENT = /^=+\nHi, looks like you are running TensorFlow\.js in Node\.js\..*\n=+\n$/;

describe("beside the user's own @tensorflow/tfjs", () => {
  /** Runs a program where both are installed. */
  async function run(program: string): Promise<{ stdout: string; stderr: string }> {
    return runProgram(process.execPath, [program], await installPackage('@tensorflow/tfjs@4.22.0'));
  }

  /** The same losses to the bit as without it: none of its kernels or gradients took the place of ours. */
  async function trainAlone(backend: string): Promise<number[]> {
    const { stdout } = await runProgram(process.execPath, ['inNode.mjs', backend], await installPackage());
    return (JSON.parse(stdout) as TinyTraining).losses;
  }

  it('TensorFlow.js alone prints an advertisement', async () => {
    const { stdout, stderr } = await run('tensorflowAlone.mjs');
    assert.equal(stdout, '');
    assert.match(stderr.trimStart(), ADVERTISEMENT);
  });

  for (const [program, what, backend, printed] of [
    ['userFirst.mjs', 'imported before ours', 'simd', /^$/],
    ['oursFirst.mjs', 'imported after ours', 'simd', /^$/],
    ['usedBefore.mjs', 'used before ours is loaded, its backend kept', 'cpu', ADVERTISEMENT],
  ] as const) {
    it(`${what}: both train, on one engine, and ours prints nothing`, async () => {
      const { stdout, stderr } = await run(program);
      assert.match(stderr.trimStart(), printed);
      assert.match(stdout, /^{.*}\n$/);
      const { training, theirs, fitLosses, attentionLosses, second, ...others } = JSON.parse(stdout) as Outcome;
      assertTrained(training, backend);
      assert.deepEqual(training.losses, await trainAlone(backend));
      assert.approximately(theirs[0], 2, 0.1);
      assert.approximately(theirs[1], 1, 0.1);
      assert.isAbove(fitLosses[0], 0.1);
      assert.isBelow(fitLosses[1], 0.01);
      assert.approximately(second, 3 * Math.E, 1e-5);
      assert.isBelow(attentionLosses[1], attentionLosses[0]);
      assert.deepEqual(others, { sameEngine: true, sameTensor: true, passed: true, gradientShape: [2, 3, 4] });
    });
  }
});
