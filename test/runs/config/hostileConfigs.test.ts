import { assert } from 'chai';
import fc from 'fast-check';
import { hostileConfigs } from '../../fuzz/hostileConfigs.js';
import { HostileConfigsChecks, withoutCodeFromText } from '../../fuzz/hostileConfigsChecks.js';

/** As many as a moment allows; `npm run test:fuzz` tries fifty times as many. */
const RUNS = 2000;

describe('hostile configurations', () => {
  it('are accepted, or refused with a ConfigError, and do nothing else', () => {
    const checks = new HostileConfigsChecks();
    const tries = withoutCodeFromText(() => {
      fc.assert(
        fc.property(hostileConfigs, (text) => checks.check(text)),
        { numRuns: RUNS, seed: 25 },
      );
    });
    checks.checkShared();
    assert.equal(tries, 0);
    assert.isAbove(checks.counts.accepted, RUNS / 20);
    assert.isAbove(checks.counts.models, 1);
  });

  it('would be seen if they made code from text', () => {
    const made = (): unknown => Reflect.construct(globalThis.Function, ['return 1']);
    assert.equal(
      withoutCodeFromText(() => assert.throws(made, 'code was made from text')),
      1,
    );
    assert.equal((made() as () => number)(), 1);
  });
});
