/**
 * Bundles TensorFlow.js's own gradient registrations into one ES module.
 *
 * tfjs-core registers no gradients by itself, and `dist/register_all_gradients` uses extensionless imports that plain
 * Node cannot resolve. The bundle shares the engine and the registries with tfjs-core through `globalThis`.
 */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(import.meta.url);
const folder = join(dirname(here), '../src/engine/generated');
const output = join(folder, 'gradients.js');
const core = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-core/package.json'));
const { version } = JSON.parse(readFileSync(join(core, 'package.json'), 'utf8'));
const banner = `// Generated from @tensorflow/tfjs-core ${version} (Apache-2.0) by scripts/bundle-gradients.js.`;

const current = existsSync(output) && readFileSync(output, 'utf8').startsWith(banner);
if (!current || statSync(output).mtimeMs < statSync(here).mtimeMs) {
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(core, 'dist/register_all_gradients.js')],
    outfile: output,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'inline',
    banner: { js: banner },
  });
  writeFileSync(join(folder, 'gradients.d.ts'), 'export {};\n');
}
