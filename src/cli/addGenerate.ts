import { InvalidArgumentError, type Command } from 'commander';
import { generateTokens } from '../models/generateTokens.js';
import { ConfigError } from '../runs/config/ConfigError.js';
import type { WhichCheckpoint } from '../runs/chooseCheckpoint.js';
import { openTrained } from '../runs/openTrained.js';
import { chooseArithmetic } from './chooseArithmetic.js';
import { averagesOption, checkpointOption, trainedArgument } from './trainedArguments.js';

/** What `generate` can be told; what it is not, the configuration of the run says. */
interface GenerateCommandOptions {
  checkpoint: WhichCheckpoint;
  averages: boolean;
  prompt?: string;
  length?: number;
  temperature?: number;
  topK?: number;
  topP?: number;
  seed: number;
}

/** Adds `generate`: lets a model write. */
export function addGenerate(program: Command): void {
  program
    .command('generate')
    .description('let a model write: character by character, as they come')
    .addArgument(trainedArgument())
    .addOption(checkpointOption())
    .addOption(averagesOption())
    .option('--prompt <text>', 'how it begins (default: as the run says)')
    .option('--length <n>', 'characters to add (default: as the run says)', number)
    .option('--temperature <x>', 'below 1 the likely becomes likelier, 0 takes the likeliest', number)
    .option('--top-k <n>', 'draw from the k likeliest characters alone', number)
    .option('--top-p <p>', 'draw from the likeliest characters that together have this probability', number)
    .option('--seed <n>', 'the same seed gives the same text', number, 0)
    .addHelpText(
      'after',
      `
Examples:
  talking-heads generate runs/moby-dick
  talking-heads generate runs/moby-dick --prompt 'The whale ' --length 1000 --temperature 0.7 --top-k 20 --seed 7`,
    )
    .action(write);
}

async function write(source: string, options: GenerateCommandOptions): Promise<void> {
  const { config, model, optimizer, tokenizer } = await openTrained(source, options.checkpoint);
  await chooseArithmetic(config.backend);
  const { sample } = config;
  const { prompt = sample.prompt, length = sample.length, temperature = sample.temperature, seed } = options;
  const [topK, topP] = [options.topK ?? sample.topK ?? undefined, options.topP ?? sample.topP ?? undefined];
  const stream = (): void => {
    const tokens = checked(() =>
      generateTokens(model, tokenizer.encode(prompt), { length, temperature, topK, topP, seed }),
    );
    process.stdout.write(prompt);
    for (const token of tokens) process.stdout.write(tokenizer.decode([token]));
    process.stdout.write('\n');
  };
  if (options.averages) await optimizer.withAverages(stream);
  else stream();
}

/** What is refused before the first character is an argument that is wrong. */
function checked<T>(begin: () => T): T {
  try {
    return begin();
  } catch (cause) {
    throw new ConfigError('sample', (cause as Error).message, { cause });
  }
}

/** Ranges are checked where the numbers are used. */
function number(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It must be a number.');
}
