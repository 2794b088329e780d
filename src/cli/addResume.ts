import type { Command } from 'commander';
import { prepareRun } from '../runs/prepareRun.js';
import { loadRunText } from '../runs/readRunText.js';
import { RunFolder } from '../runs/RunFolder.js';
import { RunFolderError } from '../runs/RunFolderError.js';
import { RunLock } from '../runs/RunLock.js';
import { recordOf } from '../runs/RunRecord.js';
import { loadRun } from '../runs/StoredRun.js';
import { chooseArithmetic } from './chooseArithmetic.js';
import { runToEnd } from './runToEnd.js';

/** Adds `resume`: goes on with a run. */
export function addResume(program: Command): void {
  program
    .command('resume')
    .description('go on with a run from its newest checkpoint: to the bit as if it had not stopped')
    .argument('<run>', 'the folder of the run')
    .option('--debug', 'name the operation that gives the first number that is not finite', false)
    .addHelpText('after', '\nExample:\n  talking-heads resume runs/moby-dick')
    .action(async (run: string, { debug }: { debug: boolean }) => goOn(run, debug));
}

async function goOn(run: string, debug: boolean): Promise<void> {
  const folder = await RunFolder.open(run);
  const lock = await RunLock.acquire(folder.path);
  try {
    const { config, record } = await loadRun(folder);
    const arithmetic = await chooseArithmetic(config.backend);
    const text = await loadRunText(config.data.text, folder);
    const now = recordOf(text);
    if (now.text.sha256 !== record.text.sha256) {
      const source = config.data.text;
      throw new RunFolderError(`text of the run must be the one that it began with, got another in ${source}`);
    }
    if (now.arithmetic !== record.arithmetic) {
      console.error(`begun with ${record.arithmetic}, goes on with ${now.arithmetic}: the last bits will differ`);
    }
    await runToEnd({ folder, config, record, text, prepared: prepareRun(config, text), arithmetic, debug });
  } finally {
    await lock.release();
  }
}
