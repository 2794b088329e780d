import { Command, InvalidArgumentError, Option } from 'commander';
import { availableParallelism } from 'node:os';
import { GPT_SIZES } from '../gptCase.js';

/** What `npm run profile` can be told. */
export interface ProfileOptions {
  config: keyof typeof GPT_SIZES;
  attention: 'talking-heads' | 'multi-head';
  threads: number;
  steps: number;
  json: boolean;
}

/** Reads the command line; prints help or an error and exits where that is what it asks for or deserves. */
export function readProfileOptions(argv: string[]): ProfileOptions {
  const sizes = Object.entries(GPT_SIZES).map(([name, { layers, heads, width, length, batch }]) => {
    return `  ${name.padEnd(6)} ${layers} layers, ${heads} heads, ${width} wide, ${batch} windows of ${length} tokens`;
  });
  return new Command('npm run profile --')
    .description('Tells what a training step on the simd backend spends its time on, by kernel.')
    .addOption(new Option('--config <name>', 'which model').choices(Object.keys(GPT_SIZES)).default('nano'))
    .addOption(
      new Option('--attention <kind>', 'heads that are mixed, or kept apart')
        .choices(['talking-heads', 'multi-head'])
        .default('talking-heads'),
    )
    .option('--threads <n>', 'how many threads compute', wholeNumber(64), Math.min(availableParallelism(), 64))
    .option('--steps <n>', 'how many steps are averaged', wholeNumber(1_000_000), 20)
    .option('--json', 'print one object a line instead of a table', false)
    .addHelpText(
      'after',
      `
${sizes.join('\n')}

A kernel's bytes are those of its inputs and outputs, once where it changes them in place. Products of matrices are told in GFLOP/s, as a share of what their
inner loop reaches by itself; other kernels in GB/s, as a share of what copying reaches. "JavaScript" is the rest of the step.`,
    )
    .parse(argv, { from: 'user' })
    .opts<ProfileOptions>();
}

function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isSafeInteger(value) && value >= 1 && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`);
  };
}
