import { assert } from 'chai';
import { readSerialized, type ReadSerialized } from '../../src/config/Serialized.js';

describe('readSerialized', () => {
  it('reads both styles', () => {
    const config = { a: 1 };
    assert.deepEqual(readSerialized('here', { className: 'A', config, buildConfig: { inputShape: [2] } }), {
      className: 'A',
      key: 'className',
      config,
      inputShape: [2],
    });
    const keras = {
      module: 'keras',
      class_name: 'A',
      config,
      registered_name: null,
      build_config: { input_shape: [2] },
    };
    assert.deepEqual(readSerialized('here', keras), { className: 'A', key: 'class_name', config, inputShape: [2] });
  });

  it('takes no options and no shape where there are none', () => {
    const expected: ReadSerialized = { className: 'A', key: 'className', config: {}, inputShape: undefined };
    for (const more of [{}, { buildConfig: null }, { buildConfig: { inputShape: null } }]) {
      assert.deepEqual(readSerialized('here', { className: 'A', ...more }), expected);
    }
  });

  for (const value of [null, undefined, 5, 'A', [], { config: {} }]) {
    it(`knows no class of ${JSON.stringify(value)}`, () => assert.isUndefined(readSerialized('here', value)));
  }

  for (const [more, message] of [
    [{ confg: {} }, "here must hold only className and config, got 'confg'; did you mean 'config'?"],
    [JSON.parse('{"__proto__":{}}'), "here must hold only className and config, got '__proto__'"],
    [{ buildConfig: [2] }, 'here: buildConfig must be an object, got [2]'],
    [{ buildConfig: { shape: [2] } }, "here.buildConfig must hold only inputShape, got 'shape'"],
    [
      { build_config: { inputShapes: [2] } },
      "here.buildConfig must hold only inputShape, got 'inputShapes'; did you mean 'inputShape'?",
    ],
  ] as [object, string][]) {
    it(`refuses ${JSON.stringify(more)}`, () => {
      const given: unknown = Object.defineProperties({ className: 'A' }, Object.getOwnPropertyDescriptors(more));
      try {
        readSerialized('here', given);
      } catch (error) {
        assert.equal((error as Error).message, message);
        return;
      }
      assert.fail('nothing was thrown');
    });
  }
});
