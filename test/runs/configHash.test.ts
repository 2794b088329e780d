import { assert } from 'chai';
import { readRunConfig } from '../../src/runs/config/readRunConfig.js';
import { configHash } from '../../src/runs/configHash.js';

describe('configHash', () => {
  it('is that of what is said, not of its order', () => {
    const one = readRunConfig({ training: { steps: 5, seed: 2 } });
    const same = readRunConfig(JSON.parse(JSON.stringify(one)));
    const { data, ...rest } = one;
    assert.equal(configHash({ ...rest, data }), configHash(one));
    assert.equal(configHash(same), configHash(one));
    assert.match(configHash(one), /^[0-9a-f]{64}$/);
  });

  it('differs where anything differs, the order of a list too', () => {
    const hash = (training: object, config: object = {}): string =>
      configHash(readRunConfig({ training, optimizer: { config } }));
    const hashes = [
      hash({}),
      hash({ seed: 2 }),
      hash({ patience: 1 }),
      hash({}, { excludeFromWeightDecay: ['a', 'b'] }),
      hash({}, { excludeFromWeightDecay: ['b', 'a'] }),
    ];
    assert.lengthOf(new Set(hashes), hashes.length);
  });
});
