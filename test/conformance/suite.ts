import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where the tests lie. */
export const testFolder = join(import.meta.dirname, '..');

/** What every backend must pass: all tests below these folders of `test/`, whoever adds them. */
const FOLDERS = [
  'checkpoints',
  'constraints',
  'engine',
  'gradients',
  'initializers',
  'layers',
  'losses',
  'metrics',
  'models',
  'modules',
  'ops',
  'optimizers',
  'regularizers',
  'schedules',
  'testing',
  'training',
];

/** What has nothing to do with other backends, or with any. */
const NOT_FOR_EVERY_BACKEND: Record<string, string> = {
  'training/inspect/': 'text, no tensors',
  'training/plots/': 'pictures, no tensors',
  'training/progress/': 'a terminal, no tensors',
};

/** The modules of the suite as paths below `test/`, and those of its folders that are left out, with the reason. */
export function listSuite(): { modules: string[]; leftOut: Map<string, string> } {
  const found = FOLDERS.flatMap((folder) => {
    const names = readdirSync(join(testFolder, folder), { recursive: true, encoding: 'utf8' });
    return names.filter((name) => name.endsWith('.test.ts')).map((name) => join(folder, name).replaceAll('\\', '/'));
  }).sort();
  const leftOut = new Map<string, string>();
  for (const module of found) {
    const [, reason] = Object.entries(NOT_FOR_EVERY_BACKEND).find(([folder]) => module.startsWith(folder)) ?? [];
    if (reason !== undefined) leftOut.set(module, reason);
  }
  return { modules: found.filter((module) => !leftOut.has(module)), leftOut };
}

/** Whether a run has a module: what is fixed of one backend stands in a folder of its name, for that backend alone. */
export function isFor(backend: string, module: string): boolean {
  const [, only = backend] = /^engine\/fixes\/(\w+)\//.exec(module) ?? [];
  return only === backend;
}
