import { assert } from 'chai';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastestBuild, loadKernels } from '../../../src/backends/simd/loadKernels.js';
import { fused, plain } from '../../../src/backends/simd/generated/kernels.js';

const root = join(import.meta.dirname, '../../..');
const generated = join(root, 'src/backends/simd/generated/kernels.js');

/** The numbers of the sections of a WebAssembly file, in their order: 8 is a start function, 11 data. */
function sectionsOf(base64: string): number[] {
  const bytes = Buffer.from(base64, 'base64');
  const sections: number[] = [];
  for (let at = 8; at < bytes.length;) {
    sections.push(bytes[at++]);
    let [size, shift] = [0, 0];
    do {
      size += (bytes[at] & 127) << shift;
      shift += 7;
    } while (bytes[at++] & 128);
    at += size;
  }
  return sections;
}

describe('loadKernels', () => {
  it('has two builds, of which the plain one runs everywhere, the fused one in every Node', () => {
    assert.isTrue(WebAssembly.validate(Buffer.from(plain, 'base64')));
    assert.notEqual(plain, fused);
    assert.equal(fastestBuild(), 'fused');
    assert.isTrue(WebAssembly.validate(Buffer.from(fused, 'base64')));
    const memory = new WebAssembly.Memory({ initial: 2, maximum: 65536, shared: true });
    const { build, run } = loadKernels(memory, 'plain');
    assert.equal(build, 'plain');
    new Float32Array(memory.buffer, 65536, 3).set([4, 9, 16]);
    run.sqrt(0, 3, 4096, 65536, 65600);
    assert.deepEqual([...new Float32Array(memory.buffer, 65600, 4)], [2, 3, 4, 0]);
  });

  it('keeps nothing in memory: no data, no start, only the memory imported, so that instances can share one', () => {
    for (const build of [plain, fused]) {
      const sections = sectionsOf(build);
      assert.include(sections, 10, 'code');
      assert.notInclude(sections, 8, 'start');
      assert.notInclude(sections, 11, 'data');
    }
    const module = new WebAssembly.Module(Buffer.from(plain, 'base64'));
    assert.deepEqual(WebAssembly.Module.imports(module), [{ module: 'env', name: 'memory', kind: 'memory' }]);
  });

  it('is built to the same bytes again, and not at all when nothing changed', function () {
    this.timeout(120000);
    const folder = mkdtempSync(join(tmpdir(), 'build-'));
    const target = join(folder, 'kernels.js');
    const build = (): void => void execFileSync(process.execPath, [join(root, 'scripts/build-kernels.js'), target]);
    build();
    const { mtimeMs } = statSync(target);
    assert.equal(readFileSync(target, 'utf8'), readFileSync(generated, 'utf8'));
    build();
    assert.equal(statSync(target).mtimeMs, mtimeMs);
    rmSync(folder, { recursive: true });
  });
});
