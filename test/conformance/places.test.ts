import { assert } from 'chai';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../browser/launchBrowser.js';
import { serve } from '../browser/serve.js';
import { bundleModules } from './bundleModules.js';
import type { ModuleEnd } from './ModuleEnd.js';
import type { RunModules } from './Run.js';
import { runInChromium } from './runInChromium.js';
import { runInNode } from './runInNode.js';
import { runPage } from './runPage.js';

const planted = (name: string): string => `conformance/planted/${name}.ts`;

async function collect(ends: AsyncGenerator<ModuleEnd, void>): Promise<ModuleEnd[]> {
  const all: ModuleEnd[] = [];
  for await (const end of ends) all.push(end);
  return all;
}

const inChromium: RunModules = async function* (request) {
  const { scripts } = await bundleModules(request.modules);
  yield* runInChromium(request, scripts, 5);
};

for (const [name, place] of Object.entries({ runInNode, inChromium })) {
  describe(name, () => {
    it('tells how each test ended and why it failed, leaks included', async () => {
      const [{ module, tests, broken }] = await collect(place({ backend: 'cpu', modules: [planted('outcomes')] }));
      assert.equal(module, planted('outcomes'));
      assert.isUndefined(broken);
      assert.deepEqual(
        tests.map(({ title, state }) => [title, state]),
        [
          ['planted › passes', 'passed'],
          ['planted › fails', 'failed'],
          ['planted › is skipped', 'skipped'],
          ['planted › leaks', 'passed'],
          ['"after each" hook: afterEach for "leaks"', 'failed'],
        ],
      );
      assert.include(tests[1].reason, 'planted: expected 1 to equal 2');
      assert.include(tests[4].reason, 'leak: numTensors went from 0 to 1 in "leaks"');
    });

    it('runs only tests that match a regular expression', async () => {
      const [{ tests }] = await collect(place({ backend: 'cpu', modules: [planted('outcomes')], grep: 'pas+es$' }));
      assert.deepEqual(
        tests.map(({ title }) => title),
        ['planted › passes'],
      );
    });

    it('a module that cannot define its tests is broken, with the error', async () => {
      const [{ tests, broken }] = await collect(place({ backend: 'cpu', modules: [planted('breaks')] }));
      assert.deepEqual(tests, []);
      assert.include(broken, 'planted while tests are defined');
    });

    it('a backend that is not there breaks every module', async () => {
      const [{ broken }] = await collect(place({ backend: 'abacus', modules: [planted('outcomes')] }));
      assert.match(broken!, /setBackend: name must be one of .*, got 'abacus'/);
    });
  });
}

describe('inChromium, of pages that do not come to their end', () => {
  it('a page that stands still is broken, and the next module is run', async () => {
    const modules = [planted('hangs'), planted('outcomes')];
    const [hung, next] = await collect(inChromium({ backend: 'cpu', modules }));
    assert.equal(hung.broken, 'the page was silent for 5 seconds after "passes"');
    assert.lengthOf(hung.tests, 1);
    assert.isUndefined(next.broken);
    assert.lengthOf(next.tests, 5);
  });

  it('a page that crashes is broken', async () => {
    const server = await serve({ '/': { type: 'text/html', content: '<!doctype html>' } });
    const browser: Browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      const running = runPage(page, server.url, 60);
      await page.waitForURL(server.url);
      const session = await page.context().newCDPSession(page);
      session.send('Page.crash').catch(() => undefined);
      assert.equal((await running).broken, 'the page crashed before its first test ended');
    } finally {
      await browser.close();
      await server.close();
    }
  });
});
