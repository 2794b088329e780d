import { assert } from 'chai';
import { join } from 'node:path';
import { readSourceTree } from '../helpers/layout/SourceTree.js';
import { packPackage, root } from './packPackage.js';

const DOCUMENTS = ['ARCHITECTURE.md', 'CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];

/**
 * Kernels travel as the bytes they were compiled to; the places of a table that the backend writes for them are read by both
 * sides.
 */
const notCompiled = /^backends\/simd\/kernels\/(?!attentionFields\.)/;
const sources = [...readSourceTree(join(root, 'src')).keys()].filter((path) => !notCompiled.test(path));
const generated = ['engine/generated/gradients', 'backends/simd/generated/kernels', 'backends/simd/generated/worker'];
const modules = [...sources.map((path) => path.replace(/\.ts$/, '')), ...generated];
const compiled = modules.flatMap((path) => [`dist/${path}.js`, `dist/${path}.d.ts`]);

describe('the tarball', () => {
  it('holds a program and its types for each source file, the documents, and nothing else', async () => {
    const { files, size, unpackedSize } = await packPackage();
    const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;
    console.log(`      ${files.length} files, ${kilobytes(size)} packed, ${kilobytes(unpackedSize)} unpacked`);
    assert.isAbove(sources.length, 100);
    assert.deepEqual(files.map(({ path }) => path).sort(), [...DOCUMENTS, ...compiled].sort());
    assert.deepEqual(
      files.filter((file) => file.size === 0).map(({ path }) => path),
      [],
    );
  });
});
