import { launchBrowser } from '../browser/launchBrowser.js';
import { serve, type Pages } from '../browser/serve.js';
import type { TinyTraining } from './assertTrained.js';

/** What `programs/useThreads.js` gives. */
export interface ThreadsUsed {
  threads: number;
  running: number;
  products: number[];
}

/** What `programs/inPage.js` left in its page. */
export interface PageOutcome {
  training: TinyTraining;
  /** What `programs/useThreads.js` gave, on simd. */
  threads?: ThreadsUsed;
  /** What functions that need files say. */
  refusals: string[];
  /** All that was on the console, with errors that nobody caught. */
  console: string[];
}

/**
 * Serves a built page, opens it in Chromium and waits for its training.
 *
 * @param query What follows the page's address: `?simd` trains on simd.
 * @param isolated Whether the page may have threads.
 */
export async function openPage(pages: Pages, query = '', isolated = true): Promise<PageOutcome> {
  const server = await serve(pages, isolated);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const lines: string[] = [];
    page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => lines.push(`uncaught: ${error.message}`));
    await page.goto(server.url + query);
    const read = (name: string): Promise<unknown> => page.evaluate(name);
    const training = await read('training').catch((error: Error) => {
      throw new Error(`the page must train, got ${error.message}\n${lines.join('\n')}`);
    });
    return {
      training: training as TinyTraining,
      threads: (await read('threads')) as ThreadsUsed | undefined,
      refusals: (await read('refusals')) as string[],
      console: lines,
    };
  } finally {
    await browser.close();
    await server.close();
  }
}
