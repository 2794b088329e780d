import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { loadText } from '../data/loadText.js';
import { splitTokens } from '../data/splitTokens.js';
import { consecutiveWindows } from '../data/tokenWindows.js';
import { languageModelLoss } from '../models/languageModelLoss.js';
import { ConfigError } from '../runs/config/ConfigError.js';
import type { WhichCheckpoint } from '../runs/chooseCheckpoint.js';
import { openTrained, type TrainedModel } from '../runs/openTrained.js';
import { loadRunText, STANDARD_INPUT } from '../runs/readRunText.js';
import { RunFolder } from '../runs/RunFolder.js';
import { evaluate } from '../training/evaluate.js';
import { chooseArithmetic } from './chooseArithmetic.js';
import { averagesOption, checkpointOption, trainedArgument } from './trainedArguments.js';

/** What `evaluate` can be told. */
interface EvaluateOptions {
  checkpoint: WhichCheckpoint;
  averages: boolean;
  text?: string;
}

/** Adds `evaluate`: measures a model on held-out text. */
export function addEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description('measure a model on held-out text: loss of a character, in nats and bits, and perplexity')
    .addArgument(trainedArgument())
    .addOption(checkpointOption())
    .addOption(averagesOption())
    .option('--text <source>', "all of another text instead: 'moby-dick', or the path of a UTF-8 text file")
    .addHelpText(
      'after',
      `
Examples:
  talking-heads evaluate runs/moby-dick
  talking-heads evaluate runs/moby-dick --checkpoint best
  talking-heads evaluate runs/moby-dick/checkpoints/step-00002800.safetensors --text other.txt`,
    )
    .action(measure);
}

async function measure(source: string, { checkpoint: which, averages, text }: EvaluateOptions): Promise<void> {
  const trained = await openTrained(source, which);
  const { config, model, optimizer, checkpoint, path } = trained;
  await chooseArithmetic(config.backend);
  const tokens = text === undefined ? await heldOut(source, trained) : trained.tokenizer.encode(await loadText(text));
  const run = (): Promise<number> => {
    const windows = consecutiveWindows({ tokens, batchSize: 64, length: config.model.contextLength });
    return evaluate(model, windows, languageModelLoss);
  };
  const loss = await (averages ? optimizer.withAverages(run) : run());
  console.log(`checkpoint  ${path}, after step ${checkpoint.step}`);
  console.log(`text        ${text ?? config.data.text}, ${tokens.length.toLocaleString('en')} characters`);
  console.log(`loss        ${loss.toFixed(4)} nats a character, ${(loss / Math.LN2).toFixed(4)} bits`);
  console.log(`perplexity  ${Math.exp(loss).toFixed(3)} a character`);
}

/** The part of its own text that the model was not trained on. */
async function heldOut(source: string, { config, tokenizer }: TrainedModel): Promise<Int32Array> {
  const { text, validationFraction } = config.data;
  const found = await stat(source);
  if (text === STANDARD_INPUT && found.isFile()) {
    throw new ConfigError('data.text', '--text must be given for a checkpoint of a text that came by standard input');
  }
  const all = found.isFile() ? await loadText(text) : await loadRunText(text, await RunFolder.open(source));
  return splitTokens(tokenizer.encode(all), validationFraction).validation;
}
