import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from 'chai';
import { decodeSafetensors, type SafetensorsTensor } from '../../src/checkpoints/safetensors.js';
import { SafetensorsFile } from '../../src/checkpoints/SafetensorsFile.js';

interface Expected {
  metadata: [key: string, text: string][];
  tensors: [name: string, tensor: { dtype: string; shape: number[]; bytes: string }][];
}

const folder = join(import.meta.dirname, '../fixtures/safetensors');
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Expected>;

function assertTensor(tensor: SafetensorsTensor, want: Expected['tensors'][number][1], name: string): void {
  const { buffer, byteOffset, byteLength } = tensor.values;
  const bytes = Buffer.from(buffer, byteOffset, byteLength).toString('hex');
  assert.deepEqual({ dtype: tensor.dtype, shape: tensor.shape, bytes }, want, JSON.stringify(name));
}

const sorted = (pairs: Iterable<readonly [string, unknown]>): string[] => [...pairs].map(([key]) => key).sort();

describe('files of the Python package', () => {
  it('are all there', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.safetensors'));
    assert.deepEqual(
      files.sort(),
      Object.keys(expected)
        .map((name) => `${name}.safetensors`)
        .sort(),
    );
  });

  for (const [file, { metadata, tensors }] of Object.entries(expected)) {
    const path = join(folder, `${file}.safetensors`);

    it(`${file}: decodeSafetensors reads the same, to the bit`, () => {
      const read = decodeSafetensors(readFileSync(path));
      assert.sameDeepMembers(Object.entries(read.metadata), metadata);
      assert.deepEqual(sorted(read.tensors), sorted(tensors));
      for (const [name, want] of tensors) assertTensor(read.tensors.get(name)!, want, name);
    });

    it(`${file}: SafetensorsFile reads the same, to the bit`, async () => {
      const read = await SafetensorsFile.open(path);
      assert.sameDeepMembers(Object.entries(read.metadata), metadata);
      assert.deepEqual(sorted(read.tensors), sorted(tensors));
      for (const [name, want] of tensors) {
        const { dtype, shape } = read.tensors.get(name)!;
        assert.deepEqual({ dtype, shape }, { dtype: want.dtype, shape: want.shape });
        assertTensor(await read.read(name), want, name);
      }
      await read.close();
    });
  }

  it('hold every element type', () => {
    const dtypes = new Set(Object.values(expected).flatMap(({ tensors }) => tensors.map(([, { dtype }]) => dtype)));
    const all = ['BF16', 'BOOL', 'F16', 'F32', 'F64', 'I16', 'I32', 'I64', 'I8', 'U8'];
    assert.deepEqual([...dtypes].sort(), all);
  });
});
