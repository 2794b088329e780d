import type { Page } from 'playwright-core';
import type { ModuleEnd } from './ModuleEnd.js';
import type { TestEnd } from './TestEnd.js';

/**
 * Opens a page that runs the tests of a module, and waits for its end.
 *
 * @param idleSeconds The longest time without the end of a test.
 */
export async function runPage(page: Page, url: string, idleSeconds: number): Promise<Omit<ModuleEnd, 'module'>> {
  const began = performance.now();
  const tests: TestEnd[] = [];
  const broken = await outcome(page, url, tests, idleSeconds);
  return { tests, seconds: (performance.now() - began) / 1000, broken };
}

/** Resolves when the page has come to its end, with what kept it from that. */
function outcome(page: Page, url: string, tests: TestEnd[], idleSeconds: number): Promise<string | undefined> {
  const last = (): string => (tests.length === 0 ? 'before its first test ended' : `after "${tests.at(-1)!.title}"`);
  return new Promise((resolve, reject) => {
    const silent = (): void => resolve(`the page was silent for ${idleSeconds} seconds ${last()}`);
    let timer = setTimeout(silent, idleSeconds * 1000);
    const end = (broken?: string): void => {
      clearTimeout(timer);
      resolve(broken);
    };
    // Figures that tests print, such as the errors of gradients.
    page.on('console', (message) => message.type() === 'log' && console.log(message.text()));
    page.on('crash', () => end(`the page crashed ${last()}`));
    page.on('pageerror', (error) => end(`uncaught ${last()}: ${error.stack ?? error.message}`));
    const open = async (): Promise<void> => {
      await page.exposeFunction('reportTest', (test: TestEnd) => {
        tests.push(test);
        clearTimeout(timer);
        timer = setTimeout(silent, idleSeconds * 1000);
      });
      await page.exposeFunction('reportEnd', end);
      await page.goto(url);
    };
    open().catch(reject);
  });
}
