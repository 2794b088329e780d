import type { Browser, Page } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { launchBrowser } from '../browser/launchBrowser.js';
import { serve, type Pages } from '../browser/serve.js';
import type { ModuleEnd } from './ModuleEnd.js';
import type { RunRequest } from './Run.js';
import { testFolder } from './suite.js';
import type { TestEnd } from './TestEnd.js';

/** The longest time without the end of a test: twice that of the slowest one on software rendering. */
const IDLE_SECONDS = 300;

/**
 * Runs modules in headless Chromium, each in a page of its own, so that one that breaks its page breaks no other.
 *
 * @param scripts The modules, bundled.
 * @param idleSeconds A page from which nothing is heard for so long is closed.
 */
export async function* runInChromium(
  { backend, modules, grep }: RunRequest,
  scripts: Pages,
  idleSeconds = IDLE_SECONDS,
): AsyncGenerator<ModuleEnd, void> {
  const server = await serve({ ...fixedPages(), ...scripts });
  const browser = await launchBrowser();
  try {
    for (const module of modules) {
      const address = new URLSearchParams({ backend, module: `/${module.replace(/\.ts$/, '.js')}` });
      if (grep !== undefined) address.set('grep', grep);
      yield await runPage(browser, `${server.url}?${address}`, module, idleSeconds);
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

async function runPage(browser: Browser, url: string, module: string, idleSeconds: number): Promise<ModuleEnd> {
  const began = performance.now();
  const tests: TestEnd[] = [];
  const page = await browser.newPage();
  const broken = await outcome(page, url, tests, idleSeconds);
  // A page that computes without end does not close by itself, and nobody waits for it.
  void page.close().catch(() => undefined);
  return { module, tests, seconds: (performance.now() - began) / 1000, broken };
}

/** Resolves when the page has come to its end, with what went wrong. */
function outcome(page: Page, url: string, tests: TestEnd[], idleSeconds: number): Promise<string | undefined> {
  const last = (): string => (tests.length === 0 ? 'before its first test ended' : `after "${tests.at(-1)!.title}"`);
  return new Promise((resolve, reject) => {
    const silent = (): void => resolve(`the page was silent for ${idleSeconds} seconds ${last()}`);
    let timer = setTimeout(silent, idleSeconds * 1000);
    const end = (broken?: string): void => {
      clearTimeout(timer);
      resolve(broken);
    };
    page.on('crash', () => end(`the page crashed ${last()}`));
    page.on('pageerror', (error) => end(`uncaught ${last()}: ${error.stack ?? error.message}`));
    const open = async (): Promise<void> => {
      await page.exposeFunction('reportTest', (test: TestEnd) => {
        tests.push(test);
        clearTimeout(timer);
        timer = setTimeout(silent, idleSeconds * 1000);
      });
      await page.exposeFunction('reportEnd', () => end());
      await page.goto(url);
    };
    open().catch(reject);
  });
}
