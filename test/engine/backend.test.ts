import {
  add,
  engine,
  getBackend,
  registerBackend,
  removeBackend,
  tensor,
  tidy,
  type KernelBackend,
} from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { setBackend } from '../../src/engine/backend.js';
import { assertSameBits } from '../helpers/assertClose.js';

async function refusal(name: string): Promise<string> {
  return setBackend(name).then(
    () => 'accepted',
    (error: Error) => error.message,
  );
}

describe('setBackend', () => {
  let current: string;
  before(() => {
    current = getBackend();
  });
  afterEach(() => {
    assert.equal(getBackend(), current);
    tidy(() => assertSameBits(add(tensor([1, 2]), tensor([3])), [4, 5]));
  });

  it('takes the backend that is in use', async () => {
    await setBackend(current);
  });

  it('names the known ones when a name is not registered, as webgl is only in a browser', async () => {
    const inNode = typeof document === 'undefined';
    for (const name of ['abacus', 'toString', ...(inNode ? ['webgl'] : [])]) {
      const known = Object.keys(engine().registryFactory).join(', ');
      assert.match(known, inNode ? /^cpu(?!.*webgl)/ : /^cpu, webgl/);
      assert.equal(await refusal(name), `setBackend: name must be one of ${known}, got '${name}'`);
    }
  });

  const broken: [string, () => KernelBackend | Promise<KernelBackend>][] = [
    [
      'throws',
      () => {
        throw new Error('no such device');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no such device'))],
  ];
  for (const [how, factory] of broken) {
    it(`says so when a backend ${how} at its start, and stays on the one before`, async () => {
      const warn = console.warn;
      const warned: unknown[] = [];
      console.warn = (...words: unknown[]) => warned.push(...words);
      registerBackend('broken', factory);
      try {
        assert.equal(await refusal('broken'), `setBackend: broken cannot start here; still on ${current}`);
      } finally {
        console.warn = warn;
        removeBackend('broken');
      }
      assert.include(warned.join(' '), 'Initialization of backend broken failed');
    });
  }
});
