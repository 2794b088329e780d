import { assert } from 'chai';
import { optionName } from '../../src/config/optionName.js';

it('optionName reads both cases, and leaves alone what is in neither', () => {
  const keys = { use_bias: 'useBias', useBias: 'useBias', beta_1: 'beta1', EdgeWidth: 'EdgeWidth', x__y: 'x__y' };
  for (const [key, option] of Object.entries(keys)) assert.equal(optionName(key), option);
  for (const key of ['__proto__', 'constructor', 'toString', '']) assert.equal(optionName(key), key);
});
