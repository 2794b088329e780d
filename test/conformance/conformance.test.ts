import { assert } from 'chai';
import { Test } from 'mocha';
import { bundleModules } from './bundleModules.js';
import { formatTable } from './formatTable.js';
import type { ModuleEnd } from './ModuleEnd.js';
import { nameOf, type Run, type RunModules } from './Run.js';
import { runInChromium } from './runInChromium.js';
import { runInNode } from './runInNode.js';
import { runs } from './runs.js';
import { isFor, listSuite } from './suite.js';

const { CONFORMANCE_RUN = '', CONFORMANCE_FILE = '', CONFORMANCE_GREP: grep } = process.env;

const { modules, leftOut } = listSuite();
const { scripts, onlyNode } = await bundleModules(modules);
const inPages = modules.filter((module) => !onlyNode.has(module));
const chosen = inPages.filter((module) => module.includes(CONFORMANCE_FILE));

const places: Record<Run['place'], RunModules> = {
  Node: (request) => runInNode(request),
  Chromium: (request) => runInChromium(request, scripts),
};

describe('conformance', function () {
  // Each place has a limit of its own, by which it notices that nothing goes on.
  this.timeout(0);
  const table = new Map<string, ModuleEnd[]>();

  for (const run of runs) {
    const { place, backend } = run;
    const name = nameOf(run);
    if (!name.includes(CONFORMANCE_RUN)) continue;
    const ofBackend = chosen.filter((module) => isFor(backend, module));
    const ends: ModuleEnd[] = [];
    table.set(name, ends);

    describe(name, () => {
      const running = places[place]({ ...run, modules: ofBackend, grep });
      after(() => running.return());

      for (const module of ofBackend) {
        describe(module, () => {
          before(async function () {
            const { value } = await running.next();
            const end = value as ModuleEnd;
            ends.push(end);
            for (const test of end.tests) this.test!.parent!.addTest(asTest(test));
          });

          it('comes to its end', () => {
            const end = ends.at(-1)!;
            assert.equal(end.module, module);
            assert.isUndefined(end.broken, end.broken);
            if (grep === undefined) assert.isNotEmpty(end.tests);
          });
        });
      }

      it('skips no test', () => {
        const skipped = ends.flatMap(({ tests }) => tests.filter(({ state }) => state === 'skipped'));
        assert.deepEqual(
          skipped.map(({ title }) => title),
          [],
        );
      });
    });
  }

  after(() => console.log(formatTable(table, new Map([...leftOut, ...onlyNode]))));
});

/** What happened elsewhere, as a test of this process. */
function asTest({ title, state, seconds, reason }: ModuleEnd['tests'][0]): Test {
  return new Test(title, function (this: Mocha.Context) {
    this.test!.duration = seconds * 1000;
    if (state === 'skipped') this.skip();
    // The stack of the place where it failed, not of this one.
    if (state === 'failed') throw Object.assign(new Error(reason), { stack: reason });
  });
}
