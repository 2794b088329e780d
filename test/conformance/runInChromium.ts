import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { launchBrowser } from '../browser/launchBrowser.js';
import { serve, type Pages } from '../browser/serve.js';
import type { ModuleEnd } from './ModuleEnd.js';
import type { RunRequest } from './Run.js';
import { runPage } from './runPage.js';
import { testFolder } from './suite.js';

/** The longest time without the end of a test: more than twice that of the slowest one on software rendering. */
const IDLE_SECONDS = 300;

/**
 * Runs modules in headless Chromium, each in a page of its own, so that one that breaks its page breaks no other.
 *
 * @param scripts The modules, bundled.
 * @param idleSeconds A page from which nothing is heard for so long is closed.
 */
export async function* runInChromium(
  { backend, options, isolated, modules, grep }: RunRequest,
  scripts: Pages,
  idleSeconds = IDLE_SECONDS,
): AsyncGenerator<ModuleEnd, void> {
  const server = await serve({ ...fixedPages(), ...scripts }, isolated);
  const browser = await launchBrowser();
  try {
    for (const module of modules) {
      const address = new URLSearchParams({ backend, module: `/${module.replace(/\.ts$/, '.js')}` });
      if (options !== undefined) address.set('options', JSON.stringify(options));
      if (grep !== undefined) address.set('grep', grep);
      const page = await browser.newPage();
      yield { module, ...(await runPage(page, `${server.url}?${address}`, idleSeconds)) };
      // A page that computes without end does not close by itself, and nobody waits for it.
      void page.close().catch(() => undefined);
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

function fixedPages(): Pages {
  const mocha = createRequire(import.meta.url).resolve('mocha/mocha.js');
  const fixtures = ['talking-heads-attention.json', 'training.json'];
  return {
    '/': { type: 'text/html', content: readFileSync(join(import.meta.dirname, 'page/index.html')) },
    '/mocha.js': { type: 'text/javascript', content: readFileSync(mocha) },
    ...Object.fromEntries(
      fixtures.map((name): [string, Pages[string]] => [
        `/fixtures/${name}`,
        { type: 'application/json', content: readFileSync(join(testFolder, 'fixtures', name)) },
      ]),
    ),
  };
}
