import { basename, join } from 'node:path';
import { saveWeights } from '../checkpoints/weightsFile.js';
import { bigramLoss } from '../data/bigramLoss.js';
import { knownWords } from '../data/knownWords.js';
import { consecutiveWindows } from '../data/tokenWindows.js';
import { languageModelLoss } from '../models/languageModelLoss.js';
import { checkpointDetails } from '../runs/checkpointDetails.js';
import type { RunConfig } from '../runs/config/runConfigSchema.js';
import type { PreparedRun } from '../runs/prepareRun.js';
import type { RunFolder } from '../runs/RunFolder.js';
import type { RunRecord } from '../runs/RunRecord.js';
import { RunTraining } from '../runs/RunTraining.js';
import { evaluate } from '../training/evaluate.js';
import { RunReporter } from './RunReporter.js';
import { StopSignals } from './StopSignals.js';
import { writeRunPictures } from './writeRunPictures.js';

/** A run that is in use by this process. */
export interface OpenRun {
  folder: RunFolder;
  config: RunConfig;
  record: RunRecord;
  text: string;
  /** As it is before the first step. */
  prepared: PreparedRun;
  /** What multiplies matrices, in a line. */
  arithmetic: string;
  debug: boolean;
}

/**
 * Trains a run until it is done or asked to stop, with all that a person at the terminal wants to see, and sets the exit code
 * of the process where it was stopped.
 *
 * @throws Error as `RunTraining`; what it has written stays.
 */
export async function runToEnd({ folder, config, record, text, prepared, arithmetic, debug }: OpenRun): Promise<void> {
  const bigram = bigramLoss(prepared.training, prepared.validation, prepared.tokenizer.size);
  const name = basename(folder.path);
  console.log(`${name}: ${text.length.toLocaleString('en')} characters, ${prepared.tokenizer.size} different`);
  console.log(`${config.model.attention} transformer: ${prepared.model.summary().split('\n').at(-1)}`);
  console.log(`bigram table: ${bigram.toFixed(3)} nats a character on held-out text`);
  console.log(`${arithmetic}\n`);

  const reporter = new RunReporter(process.stderr);
  const signals = new StopSignals((line) => reporter.say(line));
  const details = checkpointDetails(config, record, prepared.tokenizer.characters);
  const isStopped = (): boolean => signals.exitCode !== undefined;
  const training = new RunTraining({ folder, config, prepared, details, isStopped, debug });
  try {
    for await (const event of training.run()) reporter.observe(event);
  } finally {
    reporter.close();
    // What is left is not part of training: everything is saved.
    signals.close();
  }
  const pictures = await writeRunPictures(folder, name, prepared.model, training.events, bigram);
  for (const reason of pictures.missing) console.error(reason);
  if (signals.exitCode !== undefined) {
    if (!training.isSaved) throw new Error(`stopped after step ${training.step}, which could not be saved: see above`);
    console.log(`stopped after step ${training.step}; go on with: talking-heads resume ${folder.path}`);
    process.exitCode = signals.exitCode;
    return;
  }
  const sample = training.events.findLast((event) => event.kind === 'sample')?.text;
  await tellResult(config, prepared, text, bigram, sample);
  const weights = join(folder.path, 'weights.safetensors');
  await saveWeights(prepared.model, weights);
  console.log(['wrote', weights, folder.checkpoints, folder.metrics, ...pictures.written].join('\n  '));
  if (reporter.hasFailedToWrite) throw new Error('the run is done, but not all of it could be written: see above');
}

async function tellResult(
  config: RunConfig,
  { model, validation }: PreparedRun,
  text: string,
  bigram: number,
  sample: string | undefined,
): Promise<void> {
  console.log('\nmeasuring all of the held-out text ...');
  const batches = consecutiveWindows({ tokens: validation, batchSize: 64, length: config.model.contextLength });
  const loss = await evaluate(model, batches, languageModelLoss);
  const below = bigram - loss;
  console.log(`validation loss  ${loss.toFixed(3)} nats a character, perplexity ${Math.exp(loss).toFixed(2)}`);
  console.log(`bigram table     ${bigram.toFixed(3)} nats a character, perplexity ${Math.exp(bigram).toFixed(2)}`);
  console.log(
    `difference       ${Math.abs(below).toFixed(3)} nats ${below >= 0 ? 'better' : 'worse'} than the table\n`,
  );
  if (sample === undefined) return;
  console.log(`${sample}\n`);
  const { known, words } = knownWords(text, config.sample.prompt, sample);
  if (words === 0) return;
  console.log(`${known} of its ${words} words occur in the text (${Math.round((100 * known) / words)} %)`);
}
