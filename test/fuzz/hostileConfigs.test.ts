import { assert } from 'chai';
import fc from 'fast-check';
import { parseRunConfig } from '../../src/runs/config/parseRunConfig.js';
import { readRunConfig } from '../../src/runs/config/readRunConfig.js';
import { hostileConfigs } from './hostileConfigs.js';
import { HostileConfigsChecks, withoutCodeFromText } from './hostileConfigsChecks.js';

const RUNS = 100_000;

describe('hostile configurations', function () {
  this.timeout(1_800_000);

  it(`of ${RUNS.toLocaleString('en')} none does anything but being accepted, or refused with a ConfigError`, () => {
    const checks = new HostileConfigsChecks();
    const tries = withoutCodeFromText(() => {
      fc.assert(
        fc.property(hostileConfigs, (text) => checks.check(text)),
        { numRuns: RUNS, seed: 24 },
      );
    });
    checks.checkShared();
    assert.equal(tries, 0);
    const { texts, accepted, optimizers, refusedOptimizers, models, refusedModels } = checks.counts;
    assert.isAtLeast(texts, RUNS);
    // Neither must be rare, or the other says little.
    assert.isAbove(accepted, RUNS / 20);
    assert.isBelow(accepted, RUNS / 2);
    assert.isAbove(Math.min(optimizers, refusedOptimizers, models, refusedModels), 10);
    console.log(`      ${JSON.stringify({ ...checks.counts, longest: `${checks.longest.toFixed(1)} ms` })}`);
  });

  const million = 1e6;
  const objectOf = (keys: number): object => Object.fromEntries(Array.from({ length: keys }, (_, i) => [`k${i}`, 0]));
  const large: [string, () => unknown, RegExp][] = [
    ['a hundred thousand keys', () => objectOf(1e5), /must hold at most 10000 keys in all, got more$/],
    ['a list of a million', () => ({ model: Array(million).fill({}) }), /^config: model must hold at most 10000 keys/],
    [
      'a million levels',
      () => {
        let value: unknown = 1;
        for (let i = 0; i < million; i++) value = { a: value };
        return value;
      },
      /must nest at most 32 deep, got more$/,
    ],
    ['a text of 100 million', () => ({ sample: { prompt: 'x'.repeat(1e8) } }), /got one of 100000000$/],
  ];
  for (const [name, make, message] of large) {
    it(`refuses ${name} within a second`, () => {
      const value = make();
      const start = performance.now();
      assert.throws(() => readRunConfig(value), message);
      assert.isAtMost(performance.now() - start, 1000);
    });
  }

  it('refuses a million keys', () => {
    // Without a limit of time: to list them takes V8 itself a second. As JSON they are refused before they are an object.
    assert.throws(() => readRunConfig(objectOf(million)), /must hold at most 10000 keys in all, got more$/);
  });

  it('refuses the JSON of these within a second each, too', () => {
    const keys = JSON.stringify(objectOf(million));
    for (const text of [keys, '['.repeat(1e6), '{"a":'.repeat(2e5), `"${'\\'.repeat(1e6)}`, '"'.repeat(1e6)]) {
      const start = performance.now();
      assert.throws(() => readRunConfig(parseRunConfig(text, 'large.json')), /^config: large\.json/);
      assert.isAtMost(performance.now() - start, 1000);
    }
  });
});
