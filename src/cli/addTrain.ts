import { resolve } from 'node:path';
import type { Command } from 'commander';
import { applyOverrides, type Override } from '../runs/config/applyOverrides.js';
import { describeRunConfig } from '../runs/config/describeRunConfig.js';
import { readRunConfig } from '../runs/config/readRunConfig.js';
import { readRunConfigFile } from '../runs/config/readRunConfigFile.js';
import { runConfigJsonSchema } from '../runs/config/runConfigJsonSchema.js';
import type { RunConfig } from '../runs/config/runConfigSchema.js';
import { runNameOf } from '../runs/names/runNameOf.js';
import { prepareRun } from '../runs/prepareRun.js';
import { readRunText, STANDARD_INPUT } from '../runs/readRunText.js';
import { RunFolder } from '../runs/RunFolder.js';
import { RunLock } from '../runs/RunLock.js';
import { recordOf } from '../runs/RunRecord.js';
import { storeRun, withoutRecord } from '../runs/StoredRun.js';
import { chooseArithmetic } from './chooseArithmetic.js';
import { runToEnd, type OpenRun } from './runToEnd.js';

/** What `train` can be told beside the configuration. */
interface TrainOptions {
  config?: string;
  run?: string;
  debug: boolean;
  schema: boolean;
}

/** Names of its options: whatever else begins with two dashes is meant for the configuration. */
export const TRAIN_OPTIONS = ['config', 'run', 'debug', 'schema', 'verbose', 'help'];

/** Adds `train`: begins a run. */
export function addTrain(program: Command, overrides: readonly Override[]): void {
  program
    .command('train')
    .description('begin a run: train a character-level transformer on a text, in a folder of its own')
    .option('--config <file>', 'a JSON file with a configuration; that of another run is one')
    .option('--run <folder>', 'where the run goes: a new or empty folder (default: a new one in runs/)')
    .option('--debug', 'name the operation that gives the first number that is not finite', false)
    .option('--schema', 'print the JSON schema of configurations, for editors, and end', false)
    .addHelpText('after', () => `\n${HELP}\n\n${describeRunConfig()}`)
    .action(async (options: TrainOptions) => {
      if (options.schema) console.log(JSON.stringify(runConfigJsonSchema(), undefined, 2));
      else await beginRun(options, overrides);
    });
}

const HELP = `Every value of the configuration can be given by its name, as --training.steps 500.

Examples:
  talking-heads train
  talking-heads train --model.numLayers 2 --model.width 64 --training.steps 1000
  talking-heads train --data.text my-novel.txt --run runs/my-novel
  cat *.txt | talking-heads train --data.text - --optimizer.className Lion
  talking-heads train --config runs/moby-dick/config.json --training.seed 2`;

async function beginRun({ config: file, run, debug }: TrainOptions, overrides: readonly Override[]): Promise<void> {
  const given = file === undefined ? {} : withoutRecord(await readRunConfigFile(file));
  const config = withAbsoluteText(readRunConfig(applyOverrides(given, overrides)));
  const arithmetic = await chooseArithmetic(config.backend);
  const folder = run === undefined ? await RunFolder.createNew(nameOf(config)) : await RunFolder.create(run);
  const lock = await RunLock.acquire(folder.path);
  try {
    const begun = await begin(folder, config);
    await runToEnd({ folder, config, arithmetic, debug, ...begun });
  } finally {
    await lock.release();
  }
}

/** Everything that can be wrong from the beginning is found before there is a run. */
async function begin(folder: RunFolder, config: RunConfig): Promise<Pick<OpenRun, 'text' | 'prepared' | 'record'>> {
  try {
    const text = await readRunText(config.data.text, folder);
    const prepared = prepareRun(config, text);
    const record = recordOf(text);
    await storeRun(folder, { config, record });
    return { text, prepared, record };
  } catch (error) {
    await folder.discard();
    throw error;
  }
}

/** A run may go on from elsewhere. */
function withAbsoluteText(config: RunConfig): RunConfig {
  const { text } = config.data;
  if (text === STANDARD_INPUT || text === 'moby-dick') return config;
  return { ...config, data: { ...config.data, text: resolve(text) } };
}

function nameOf({ data: { text } }: RunConfig): string {
  return text === STANDARD_INPUT ? 'standard-input' : runNameOf(text);
}
