/** A process that answers as those that measure do: `log` it lacks, `add` fails, others take no time and count their runs. */
import { answerRequests } from '../../../benchmarks/harness/answerRequests.js';

const counts = { runs: 0, disposed: 0 };
process.stdout.write('a library says something\n');
await answerRequests('1.2.3', ({ name }) => {
  if (name === 'log') return undefined;
  if (name === 'add') throw new Error('there is no add');
  return {
    async run() {
      counts.runs += 1;
      await Promise.resolve();
    },
    check: () => 1000 * counts.disposed + counts.runs,
    dispose: () => void (counts.disposed += 1),
  };
});
