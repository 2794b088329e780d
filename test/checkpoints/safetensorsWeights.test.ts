import { assert } from 'chai';
import { decodeWeights } from '../../src/checkpoints/weightsFile.js';
import { Dense } from '../../src/layers/Dense.js';
import { entryOf, fileOf } from './safetensorsFileOf.js';

describe('decodeWeights', () => {
  it('takes weights of half precision, as who trained elsewhere has them', () => {
    const dense = new Dense({ units: 1 });
    dense.ensureBuilt([1, 2]);
    const header = `{"kernel":${entryOf('BF16', [2, 1], [0, 4])},"bias":${entryOf('F16', [1], [4, 6])}}`;
    decodeWeights(dense, fileOf(header, Uint8Array.of(0x80, 0x3f, 0x00, 0xc0, 0x00, 0x3e)));
    const weights = Object.fromEntries(dense.getWeights().map(({ name, values }) => [name, [...values]]));
    assert.deepEqual(weights, { kernel: [1, -2], bias: [1.5] });
    dense.dispose();
  });

  it('refuses doubles, of which something would be lost', () => {
    const dense = new Dense({ units: 1, useBias: false });
    dense.ensureBuilt([1, 1]);
    const file = fileOf(`{"kernel":${entryOf('F64', [1, 1], [0, 8])}}`, 8);
    assert.throws(() => decodeWeights(dense, file), 'loadWeights: kernel must be F32, F16 or BF16, got F64');
    dense.dispose();
  });
});
