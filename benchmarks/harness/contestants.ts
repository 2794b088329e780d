import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Contestant } from './Contestant.js';

/** How ours is called in results. */
export const OURS = 'talking-heads';

/** Who else can be measured. */
export type PeerName = 'tfjs-wasm' | 'tfjs-cpu' | 'jax-js' | 'PyTorch' | 'PyTorch, tuned malloc' | 'torch.compile';

const folder = join(import.meta.dirname, '..');
const loader = pathToFileURL(join(folder, '../node_modules/tsx/dist/loader.mjs')).href;
const python = join(folder, '.python/bin/python3');

/** How one is started. */
interface Start {
  /** Whether it computes on several threads where it may. */
  threaded: boolean;
  command: string;
  /** The number of threads follows as the last. */
  args: string[];
  /** Variables of its environment. */
  environment?: Record<string, string>;
}

const inNode = (script: string, threaded = false): Start => {
  return { threaded, command: process.execPath, args: ['--import', loader, join(folder, script)] };
};
const inPython = (...options: string[]): Start => {
  const command = existsSync(python) ? python : 'python3';
  return { threaded: true, command, args: [join(folder, 'peers/pytorch.py'), ...options] };
};

/** Memory that is freed stays with the process: asking the system for it anew takes up to half of PyTorch's time. */
const TUNED_MALLOC = {
  MALLOC_MMAP_THRESHOLD_: String(4 * 2 ** 30),
  MALLOC_TOP_PAD_: String(4 * 2 ** 30),
  MALLOC_TRIM_THRESHOLD_: String(8 * 2 ** 30),
};

const STARTS: Record<PeerName | typeof OURS, Start> = {
  [OURS]: inNode('ours/worker.ts', true),
  'tfjs-wasm': inNode('peers/tfjsWasm.js'),
  'tfjs-cpu': inNode('peers/tfjsCpu.js'),
  'jax-js': inNode('peers/jaxJs.js'),
  PyTorch: inPython(),
  'PyTorch, tuned malloc': { ...inPython(), environment: TUNED_MALLOC },
  // Its compiler would keep processes of its own, which count as others that use the machine.
  'torch.compile': {
    ...inPython('--compile'),
    environment: { ...TUNED_MALLOC, TORCHINDUCTOR_COMPILE_THREADS: '1' },
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
    const { threaded, command, args, environment } = STARTS[who];
    try {
      for (const threads of threaded ? threadCounts() : [1]) {
        const all = [...args, String(threads)];
        const { contestant, version } = await Contestant.start(who, threads, command, all, environment);
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
  return STARTS[who as PeerName].threaded;
}
