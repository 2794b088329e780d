import { launchBrowser } from '../browser/launchBrowser.js';
import { serve, type Pages } from '../browser/serve.js';
import type { TinyTraining } from './assertTrained.js';

/** What `programs/inPage.js` left in its page. */
export interface PageOutcome {
  training: TinyTraining;
  /** What functions that need files say. */
  refusals: string[];
  /** All that was on the console, with errors that nobody caught. */
  console: string[];
}

/** Serves a built page, opens it in Chromium and waits for its training. */
export async function openPage(pages: Pages): Promise<PageOutcome> {
  const server = await serve(pages);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const lines: string[] = [];
    page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => lines.push(`uncaught: ${error.message}`));
    await page.goto(server.url);
    const read = (name: string): Promise<unknown> => page.evaluate(name);
    const training = await read('training').catch((error: Error) => {
      throw new Error(`the page must train, got ${error.message}\n${lines.join('\n')}`);
    });
    return {
      training: training as TinyTraining,
      refusals: (await read('refusals')) as string[],
      console: lines,
    };
  } finally {
    await browser.close();
    await server.close();
  }
}
