import { assert } from 'chai';
import { forNode } from './forNode.js';

it('reads what only Node has', () => {
  assert.isAbove(forNode(), 0);
});
