import fc from 'fast-check';
import { attentionSpecs } from './attentionSpecs.js';
import { CallReport } from './CallReport.js';
import { drawSpecs } from './drawSpecs.js';
import { leafSpecs } from './leafSpecs.js';
import { plainSpecs } from './plainSpecs.js';
import { opSpecs } from './opSpecs.js';
import { runCall } from './runCall.js';

const seed = Number(process.env.FUZZ_SEED ?? 20261);
const path = process.env.FUZZ_PATH;

/**
 * Random calls of everything public: each returns what is right or refuses in words, and leaves nothing behind.
 *
 * The seed is the same every time unless `FUZZ_SEED` says otherwise. A failure prints seed and path; with both as
 * `FUZZ_SEED` and `FUZZ_PATH`, and the function's name as mocha's `--grep`, the one call is made again.
 */
describe('hostile/randomCalls', function () {
  this.timeout(180_000);
  const specs = [...opSpecs, ...attentionSpecs, ...plainSpecs, ...drawSpecs, ...leafSpecs];
  const report = new CallReport();

  after(() => console.log(`\n${report.toString()}\nseed ${seed}\n`));

  for (const spec of specs) {
    it(spec.name, async () => {
      const property = fc.asyncProperty(spec.calls, async (call) => report.add(spec.name, await runCall(spec, call)));
      await fc.assert(property, { seed, path, numRuns: spec.runs });
    });
  }
});
