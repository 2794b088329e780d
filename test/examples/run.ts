/** `npm run examples`: runs every example, one after the other, and tells which reached what they promise. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { exampleTable } from './exampleTable.js';
import { runExample, type ExampleRun } from './runExample.js';

async function run({ only }: { only: string }): Promise<void> {
  const folder = join(import.meta.dirname, '../../examples');
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && file.includes(only));
  if (files.length === 0) throw new Error(`--only must be a part of an example's name, got '${only}'`);
  const runs: ExampleRun[] = [];
  for (const file of files.sort()) {
    console.log(`\n${file}`);
    const example = await runExample(file);
    console.log(example.printed.trimEnd());
    runs.push(example);
  }
  console.log(`\n${exampleTable(runs)}`);
  const failed = runs.filter(({ passed }) => !passed).length;
  console.log(`${runs.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

const command = new Command('npm run examples --')
  .description('Runs every example, and checks that each reaches the figure it states.')
  .option('--only <text>', 'only the examples whose name has this in it', '')
  .parse();
run(command.opts()).catch((error: Error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
});
