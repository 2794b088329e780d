import { Command, InvalidArgumentError, Option } from 'commander';

/** What `npm start` can be told. */
export interface StartOptions {
  text: string;
  out?: string;
  steps: number;
  batchSize: number;
  contextLength: number;
  layers: number;
  width: number;
  heads: number;
  attention: 'talking-heads' | 'multi-head';
  dropout: number;
  learningRate: number;
  weightDecay: number;
  evaluateEvery: number;
  prompt: string;
  sampleLength: number;
  temperature: number;
  seed: number;
  /** A path or name, or true for the first that is found. */
  blas?: string | true;
}

/** Reads the command line; prints help or an error and exits where that is what it asks for or deserves. */
export function readStartOptions(argv: string[]): StartOptions {
  const command = new Command('npm start --')
    .description(
      'Trains a character-level transformer on a text: unless told otherwise, 0.8 million parameters on Moby-Dick.',
    )
    .option('--text <source>', "'moby-dick', or the path of a UTF-8 text file", 'moby-dick')
    .option('--out <folder>', 'where weights, pictures and the sample go (default: a new folder in runs/)')
    .option('--steps <n>', 'updates to make', wholeNumber(1), 2800)
    .option('--batch-size <n>', 'windows of text in a batch', wholeNumber(1), 8)
    .option('--context-length <n>', 'characters the model reads at once', wholeNumber(1), 128)
    .option('--layers <n>', 'decoder blocks', wholeNumber(1), 4)
    .option('--width <n>', 'size of the vector of a character, a multiple of --heads', wholeNumber(1), 128)
    .option('--heads <n>', 'attention heads', wholeNumber(1), 4)
    .addOption(
      new Option('--attention <kind>', 'heads that are mixed, or kept apart')
        .choices(['talking-heads', 'multi-head'])
        .default('talking-heads'),
    )
    .option('--dropout <p>', 'probability of dropping, in [0, 1)', number(0, 0.999), 0)
    .option('--learning-rate <x>', 'highest learning rate', number(0, 10), 2e-3)
    .option('--weight-decay <x>', 'decoupled decay of the matrices', number(0, 10), 0.01)
    .option('--evaluate-every <n>', 'steps between measurements on held-out text', wholeNumber(1), 200)
    .option('--prompt <text>', 'how the sample begins', 'Call me ')
    .option('--sample-length <n>', 'characters to add to it', wholeNumber(0), 400)
    .option('--temperature <x>', 'of the sample: 0 takes the likeliest', number(0, 100), 0.8)
    .option('--seed <n>', 'the same seed gives the same weights, to the bit', wholeNumber(0), 1)
    .option('--blas [path]', 'large products by a BLAS of the system: the first that is found, or this library')
    .addHelpText(
      'after',
      `
Examples:
  npm start
  npm start -- --layers 2 --width 64 --context-length 32 --batch-size 16
  npm start -- --attention multi-head --steps 10000
  npm start -- --text my-novel.txt --out runs/my-novel --width 96 --heads 6`,
    );
  const options = command.parse(argv, { from: 'user' }).opts<StartOptions>();
  if (options.width % options.heads !== 0) {
    command.error(`error: --width must be a multiple of --heads, ${options.heads}, got ${options.width}`);
  }
  return options;
}

function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`It must be a whole number, at least ${least}.`);
  };
}

function number(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
  };
}
