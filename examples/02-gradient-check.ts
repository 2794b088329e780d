/** An operation of one's own with a gradient written by hand, checked against differences; and a wrong one, caught. */
import { mul, sigmoid, sub, add, type Tensor } from '@tensorflow/tfjs-core';
import { customGradient, RandomKey, randomNormal } from 'talking-heads';
import { checkGradients } from 'talking-heads/testing';

/** Swish (arXiv:1710.05941): `x · σ(x)`. */
function swish(x: Tensor): Tensor {
  return customGradient({
    inputs: [x],
    forward: ([z]) => ({ value: mul(z, sigmoid(z)) }),
    backward: (cotangent, { inputs: [z] }) => {
      const s = sigmoid(z);
      return [mul(cotangent, add(s, mul(z, mul(s, sub(1, s)))))];
    },
    // Second derivatives go through this.
    reference: ([z]) => mul(z, sigmoid(z)),
  });
}

/** The same with a mistake in the gradient: the second term is missing. */
function wrongSwish(x: Tensor): Tensor {
  return customGradient({
    inputs: [x],
    forward: ([z]) => ({ value: mul(z, sigmoid(z)) }),
    backward: (cotangent, { inputs: [z] }) => [mul(cotangent, sigmoid(z))],
    reference: ([z]) => mul(z, sigmoid(z)),
  });
}

const x = randomNormal(RandomKey.fromSeed(0), [3, 4]);
const report = checkGradients(swish, { x });
console.log(report.toString());

const caught = checkGradients(wrongSwish, { x }, { throwOnFailure: false });
console.log(caught.toString());
console.log(caught.passed ? 'the wrong gradient passed' : 'the wrong gradient was caught');

const error = Math.max(...report.rows.map((row) => row.error));
console.log(`figure: error of the right gradient ${error.toExponential(1)}, to reach at most ${report.tolerance}`);
process.exitCode = error <= report.tolerance && !caught.passed ? 0 : 1;
