import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { CHECKPOINT_FORMAT, OPTIMIZER } from '../checkpoints/Checkpoint.js';
import { loadCheckpoint } from '../checkpoints/loadCheckpoint.js';
import { SafetensorsFile } from '../checkpoints/SafetensorsFile.js';
import { chooseCheckpoint, type WhichCheckpoint } from '../runs/chooseCheckpoint.js';
import { tensorStatistics } from '../training/inspect/tensorStatistics.js';
import { tensorTable, type TensorRow } from '../training/inspect/tensorTable.js';
import { terminalHeatMap } from '../training/inspect/terminalHeatMap.js';
import { mixingMatrices, type LayerMixing } from '../training/plots/mixingMatrices.js';
import { writePicture } from '../training/plots/writePicture.js';
import { mixesOf } from './mixesOf.js';
import { checkpointOption, trainedArgument } from './trainedArguments.js';

/** What `inspect` can be told. */
interface InspectOptions {
  checkpoint: WhichCheckpoint;
  filter?: string;
  out?: string;
}

/** Longer texts of the metadata, such as a vocabulary, are cut. */
const LONGEST_TEXT = 100;

/** Columns where nobody watches: names are for searching then. */
const UNCUT = 10_000;

/** Adds `inspect`: shows what a file of weights holds. */
export function addInspect(program: Command): void {
  program
    .command('inspect')
    .description('show a checkpoint, or any safetensors file: its tensors, their statistics, how heads are mixed')
    .addArgument(trainedArgument())
    .addOption(checkpointOption())
    .option('--filter <text>', 'only tensors with that in their names; model. shows the weights alone')
    .option('--out <folder>', 'also write the mixing matrices there, as SVG and PNG')
    .addHelpText(
      'after',
      `
Examples:
  talking-heads inspect runs/moby-dick
  talking-heads inspect runs/moby-dick --filter attention --out pictures
  talking-heads inspect weights.safetensors`,
    )
    .action(show);
}

async function show(source: string, { checkpoint: which, filter = '', out }: InspectOptions): Promise<void> {
  const isFile = (await stat(source).catch(() => undefined))?.isFile() === true;
  // Of a run one that is valid is chosen.
  const path = isFile ? source : (await chooseCheckpoint(source, which)).path;
  const file = await SafetensorsFile.open(path);
  try {
    console.log(path);
    for (const [name, text] of Object.entries(file.metadata)) console.log(`${name}: ${cut(text)}`);
    // Any other safetensors file says nothing of its bytes.
    if (isFile && file.metadata.format === CHECKPOINT_FORMAT.format) await loadCheckpoint(path);
    const names = [...file.tensors.keys()].filter((name) => name.includes(filter));
    console.log(`\n${tensorTable(await rowsOf(file, names), { width: process.stdout.columns ?? UNCUT })}`);
    const layers = await readMixes(file, names);
    for (const layer of layers) console.log(drawn(layer));
    if (out !== undefined && layers.length > 0) await writePictures(out, path, layers);
  } finally {
    await file.close();
  }
}

/** One tensor at a time: a file may be larger than memory. */
async function rowsOf(file: SafetensorsFile, names: readonly string[]): Promise<TensorRow[]> {
  const rows: TensorRow[] = [];
  for (const name of names) {
    const { dtype, shape, values } = await file.read(name);
    rows.push({ name, dtype, shape, statistics: tensorStatistics(values) });
  }
  return rows;
}

async function readMixes(file: SafetensorsFile, names: readonly string[]): Promise<LayerMixing[]> {
  const mixes = names.filter((name) => /\.(pre|post)SoftmaxWeight$/.test(name) && !name.startsWith(OPTIMIZER));
  const tensors = [];
  for (const name of mixes) {
    const { shape, values } = await file.read(name);
    if (shape.length === 2 && values instanceof Float32Array) tensors.push({ name, shape, values });
  }
  return mixesOf(tensors);
}

function drawn({ name, preSoftmax, postSoftmax }: LayerMixing): string {
  const color = process.stdout.isTTY === true && process.stdout.hasColors(2 ** 24);
  const map = (matrix: LayerMixing['preSoftmax']): string => terminalHeatMap(matrix, { color });
  return `\n${name}, before the softmax\n${map(preSoftmax)}\n\n${name}, after the softmax\n${map(postSoftmax)}`;
}

async function writePictures(out: string, title: string, layers: LayerMixing[]): Promise<void> {
  await mkdir(out, { recursive: true });
  const svg = mixingMatrices({ title: `${title}: how heads are mixed`, layers });
  const { written, missing } = await writePicture(join(out, 'mixing'), svg);
  if (missing !== undefined) console.error(missing);
  console.log(['\nwrote', ...written].join('\n  '));
}

/** A file may hold anything: what would command the terminal is left out. */
function cut(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}]/gu, ' ');
  return visible.length > LONGEST_TEXT ? `${visible.slice(0, LONGEST_TEXT)}…` : visible;
}
