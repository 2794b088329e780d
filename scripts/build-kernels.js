/**
 * Compiles the AssemblyScript kernels of the simd backend into one ES module that carries their bytes, and bundles what its
 * threads run into another that carries it as a text.
 *
 * Two builds of the same sources: plain SIMD, and one whose products are fused with their sums (relaxed SIMD), which not
 * every engine runs. As base64 in a module they load in Node and through every bundler without configuration. Does
 * nothing when the module is there and neither the sources nor the compiler changed.
 *
 * Usage: `node scripts/build-kernels.js [module] [level]`, the module being where the backend imports it from unless told otherwise,
 * the level of optimization `-O3`: with `-O0` it compiles in a quarter of the time.
 */
import { buildSync } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(import.meta.url);
const simd = join(dirname(here), '../src/backends/simd');
const sources = join(simd, 'kernels');
const [, , output = join(simd, 'generated/kernels.js'), level = '-O3'] = process.argv;
const require = createRequire(import.meta.url);
const { version } = require('assemblyscript/package.json');
const files = readdirSync(sources)
  .filter((name) => name.endsWith('.ts'))
  .sort();

const hash = createHash('sha256').update(version).update(readFileSync(here));
for (const name of files) hash.update(name).update(readFileSync(join(sources, name)));
const banner = `// Generated from src/backends/simd/kernels by scripts/build-kernels.js: AssemblyScript ${version}, sources ${hash.digest('hex')}.\n`;

const threads = buildSync({
  entryPoints: [join(simd, 'threads/worker.ts')],
  bundle: true,
  minify: true,
  target: 'es2022',
  write: false,
});
const worker = join(dirname(output), 'worker.js');
mkdirSync(dirname(output), { recursive: true });
writeFileSync(
  worker,
  `// Generated from src/backends/simd/threads by scripts/build-kernels.js.\nexport const worker =\n  ${JSON.stringify(threads.outputFiles[0].text)};\n`,
);
writeFileSync(worker.replace('.js', '.d.ts'), 'export declare const worker: string;\n');

if (!existsSync(output) || !readFileSync(output, 'utf8').startsWith(banner)) {
  const folder = mkdtempSync(join(tmpdir(), 'kernels-'));
  const plain = compile(join(folder, 'plain.wasm'), []);
  const fused = compile(join(folder, 'fused.wasm'), ['--enable', 'relaxed-simd']);
  rmSync(folder, { recursive: true });
  writeFileSync(output, `${banner}export const plain =\n  '${plain}';\nexport const fused =\n  '${fused}';\n`);
  const types = ['plain', 'fused'].map((name) => `export declare const ${name}: string;\n`).join('');
  writeFileSync(join(dirname(output), 'kernels.d.ts'), types);
}

/** The bytes of one build in base64. Its code keeps nothing in memory: many instances may share one. */
function compile(target, flags) {
  const asc = join(dirname(require.resolve('assemblyscript/package.json')), 'bin/asc.js');
  const memory = ['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'];
  const features = ['simd', 'threads', 'bulk-memory'].flatMap((name) => ['--enable', name]);
  const options = [level, '--noAssert', '--runtime', 'stub', ...memory, ...features, ...flags];
  execFileSync(process.execPath, [asc, 'index.ts', '-o', target, ...options], { cwd: sources, stdio: 'inherit' });
  return readFileSync(target).toString('base64');
}
