import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Contestant } from './Contestant.js';

/** How ours is called in results. */
export const OURS = 'talking-heads';

/** Who else can be measured. */
export type PeerName = 'tfjs-wasm' | 'jax-js' | 'PyTorch';

const folder = join(import.meta.dirname, '..');
const loader = pathToFileURL(join(folder, '../node_modules/tsx/dist/loader.mjs')).href;
const python = join(folder, '.python/bin/python3');

/** How each is started; the number of threads is the last argument. */
const COMMANDS: Record<PeerName | typeof OURS, { threaded: boolean; command: string; args: string[] }> = {
  [OURS]: { threaded: true, command: process.execPath, args: ['--import', loader, join(folder, 'ours/worker.ts')] },
  'tfjs-wasm': {
    threaded: false,
    command: process.execPath,
    args: ['--import', loader, join(folder, 'peers/tfjsWasm.js')],
  },
  'jax-js': { threaded: false, command: process.execPath, args: ['--import', loader, join(folder, 'peers/jaxJs.js')] },
  PyTorch: {
    threaded: true,
    command: existsSync(python) ? python : 'python3',
    args: [join(folder, 'peers/pytorch.py')],
  },
};

/** The numbers of threads that are measured: one, and as many as there are cores. */
export function threadCounts(): number[] {
  return [...new Set([1, Math.min(availableParallelism(), 64)])];
}

/** Who takes part, and their versions by their names. */
export interface Field {
  contestants: Contestant[];
  versions: Map<string, string>;
}

/**
 * Starts ours and the peers, a process for each and each number of threads.
 *
 * @param leaveOut Is told of a peer that does not start; without it the others are measured.
 * @throws Error when ours does not start.
 */
export async function startContestants(
  peers: readonly PeerName[],
  leaveOut: (peer: PeerName, error: Error) => void,
): Promise<Field> {
  const field: Field = { contestants: [], versions: new Map() };
  for (const who of [OURS, ...peers] as const) {
    const { threaded, command, args } = COMMANDS[who];
    try {
      for (const threads of threaded ? threadCounts() : [1]) {
        const { contestant, version } = await Contestant.start(who, threads, command, [...args, String(threads)]);
        field.contestants.push(contestant);
        field.versions.set(who, version);
      }
    } catch (error) {
      if (who === OURS) throw error;
      leaveOut(who, error as Error);
    }
  }
  return field;
}

/** Whether one computes on several threads where it may. */
export function isThreaded(who: string): boolean {
  return COMMANDS[who as PeerName].threaded;
}
