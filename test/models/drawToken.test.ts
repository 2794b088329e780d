import { assert } from 'chai';
import fc from 'fast-check';
import { drawToken, type DrawOptions } from '../../src/models/drawToken.js';

const draws = 20000;

/** How often each token is drawn, over evenly spread uniform numbers. */
function shares(logits: number[], options: DrawOptions = {}): number[] {
  const counts = logits.map(() => 0);
  for (let i = 0; i < draws; i++) counts[drawToken(logits, (i + 0.5) / draws, options)]++;
  return counts.map((count) => count / draws);
}

/** The softmax over some of the tokens, nothing for the others. */
function softmaxOver(kept: number[], logits: number[], temperature = 1): number[] {
  const weights = logits.map((logit, i) => (kept.includes(i) ? Math.exp(logit / temperature) : 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function assertShares(logits: number[], options: DrawOptions, kept: number[]): void {
  const expected = softmaxOver(kept, logits, options.temperature);
  // Evenly spread numbers hit an interval of this length once more or once less.
  shares(logits, options).forEach((share, i) => assert.closeTo(share, expected[i], 1.01 / draws, `token ${i}`));
}

/** As tokens were drawn before there were topK and topP. */
function drawBefore(logits: Float32Array, temperature: number, uniform: number): number {
  const largest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  if (temperature === 0) return logits.indexOf(largest);
  const weights = Float64Array.from(logits, (logit) => Math.exp((logit - largest) / temperature));
  let left = uniform * weights.reduce((total, weight) => total + weight, 0);
  for (let token = 0; token < weights.length; token++) {
    left -= weights[token];
    if (left < 0) return token;
  }
  return logits.indexOf(largest);
}

const someLogits = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 12 });
const uniform = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('drawToken', () => {
  // Probabilities 0.5, 0.25, 0.125 and 0.125.
  const halves = [4, 2, 1, 1].map(Math.log);

  it('draws as the softmax of the logits over the temperature says', () => {
    for (const temperature of [0.3, 1, 2.5]) assertShares([0, 1, -1, 0.5], { temperature }, [0, 1, 2, 3]);
  });

  it('passes the cumulated probabilities by hand', () => {
    const at = (u: number): number => drawToken(halves, u);
    assert.deepEqual([0, 0.499, 0.501, 0.749, 0.751, 0.874, 0.876, 0.999].map(at), [0, 0, 1, 1, 2, 2, 3, 3]);
  });

  it('draws the same as before without topK and topP, and with all tokens in them', () => {
    const temperature = fc.constantFrom(0, 0.1, 1, 7);
    fc.assert(
      fc.property(
        fc.float32Array({ noNaN: true, noDefaultInfinity: true, minLength: 1 }),
        temperature,
        uniform,
        (...of) => {
          const [logits, heat, u] = of;
          const expected = drawBefore(logits, heat, u);
          assert.equal(drawToken(logits, u, { temperature: heat }), expected);
          assert.equal(drawToken(logits, u, { temperature: heat, topK: logits.length, topP: 1 }), expected);
        },
      ),
    );
  });

  it('draws only the k likeliest, wherever they stand', () => {
    const logits = [0, 3, 1, 2];
    assertShares(logits, { topK: 1 }, [1]);
    assertShares(logits, { topK: 2 }, [1, 3]);
    assertShares(logits, { topK: 3, temperature: 2 }, [1, 2, 3]);
    assertShares(logits, { topK: 9 }, [0, 1, 2, 3]);
  });

  it('takes the lowest of equally likely tokens first', () => {
    assertShares([1, 2, 2, 1, 2], { topK: 2 }, [1, 2]);
    assertShares([0, 0, 0, 0], { topK: 3 }, [0, 1, 2]);
    assertShares([0, 0, 0, 0], { topP: 0.5 }, [0, 1]);
  });

  it('draws only the fewest likeliest tokens that have the probability', () => {
    assertShares(halves, { topP: 0.4 }, [0]);
    assertShares(halves, { topP: 0.6 }, [0, 1]);
    assertShares(halves, { topP: 0.8 }, [0, 1, 2]);
    assertShares(halves, { topP: 0.9 }, [0, 1, 2, 3]);
    assertShares([...halves].reverse(), { topP: 0.6 }, [2, 3]);
  });

  it('is satisfied with exactly the probability', () => {
    assertShares([0, 0, 0, 0], { topP: 0.25 }, [0]);
    assertShares([0, 0, 0, 0], { topP: 0.75 }, [0, 1, 2]);
  });

  it('takes the probability after the temperature', () => {
    // Over a temperature of 1/2 the four have 16/22, 4/22, 1/22 and 1/22.
    assertShares(halves, { topP: 0.7, temperature: 0.5 }, [0]);
    assertShares(halves, { topP: 0.7, temperature: 1 }, [0, 1]);
    assertShares(halves, { topP: 0.7, temperature: 100 }, [0, 1, 2]);
  });

  it('takes k first, and p among what is left', () => {
    // Of the two likeliest the first has 2/3.
    assertShares(halves, { topK: 2, topP: 0.6 }, [0]);
    assertShares(halves, { topP: 0.6 }, [0, 1]);
    assertShares(halves, { topK: 2, topP: 0.7 }, [0, 1]);
  });

  it('takes the likeliest with k of 1, with a tiny p and at temperature 0', () => {
    fc.assert(
      fc.property(someLogits, uniform, (logits, u) => {
        const likeliest = logits.indexOf(Math.max(...logits));
        for (const options of [
          { temperature: 0 },
          { topK: 1 },
          { topP: 1e-300 },
          { temperature: 0, topK: 3, topP: 0.9 },
        ]) {
          assert.equal(drawToken(logits, u, options), likeliest);
        }
      }),
    );
  });

  it('never draws what is left out, and always something', () => {
    fc.assert(
      fc.property(someLogits, uniform, fc.integer({ min: 1, max: 14 }), (logits, u, topK) => {
        const ranked = logits.map((_, i) => i).sort((a, b) => logits[b] - logits[a] || a - b);
        assert.include(ranked.slice(0, topK), drawToken(logits, u, { topK, topP: 0.999 }));
      }),
    );
  });

  it('refuses logits that are not finite, and names the token', () => {
    const must = 'drawToken: logits must be finite, or -Infinity for what must not be drawn, got';
    for (const options of [{}, { temperature: 0 }, { topK: 1 }]) {
      for (const value of [NaN, Infinity]) {
        assert.throws(() => drawToken([0, 1, value, NaN], 0.5, options), `${must} ${value} for token 2`);
      }
      assert.throws(() => drawToken([-Infinity, -Infinity], 0.5, options), `${must} -Infinity for every token`);
    }
  });

  it('never draws a token whose logit is −∞', () => {
    for (let i = 0; i < 100; i++) {
      assert.equal(drawToken([-Infinity, 0, -Infinity, 0], i / 100), i < 50 ? 1 : 3);
      assert.equal(drawToken([-Infinity, 0, -Infinity, 0], i / 100, { topK: 3, topP: 0.9 }), i < 50 ? 1 : 3);
    }
    assert.equal(drawToken([-Infinity, -5], 0, { temperature: 0 }), 1);
  });
});
