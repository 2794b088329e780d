#!/usr/bin/env node
/** The command `talking-heads`. */
import '../backends/simd/register.js';
import { Command } from 'commander';
import { takeOverrides } from '../runs/config/takeOverrides.js';
import { packageVersion } from '../runs/packageVersion.js';
import { addEvaluate } from './addEvaluate.js';
import { addGenerate } from './addGenerate.js';
import { addInspect } from './addInspect.js';
import { addResume } from './addResume.js';
import { addTrain, TRAIN_OPTIONS } from './addTrain.js';
import { EXIT_CODES, exitCodeOf } from './exitCodes.js';
import { printError } from './printError.js';

const argv = process.argv.slice(2);
const program = new Command('talking-heads')
  .description('Trains transformers with talking-heads attention on texts, in runs that can be stopped anywhere.')
  .version(packageVersion())
  .option('--verbose', 'say where in the code an error comes from', false)
  .addHelpText('after', `\n${EXIT_CODES}`)
  .configureHelp({ showGlobalOptions: true })
  .exitOverride();

try {
  const isTraining = argv.find((argument) => !argument.startsWith('-')) === 'train';
  const { overrides, rest } = isTraining ? takeOverrides(argv, TRAIN_OPTIONS) : { overrides: [], rest: argv };
  addTrain(program, overrides);
  addResume(program);
  addEvaluate(program);
  addGenerate(program);
  addInspect(program);
  await program.parseAsync(rest, { from: 'user' });
} catch (error) {
  process.exitCode = exitCodeOf(error);
  printError(error, argv.includes('--verbose'));
}
