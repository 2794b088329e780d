import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge, testsOnCpu, type Verdict } from './judge.js';
import type { Mutation } from './Mutation.js';
import { plant } from './plant.js';
import { runMocha } from './runMocha.js';
import { TreeCopy } from './TreeCopy.js';

/** What {@link runMutations} is told. */
export interface RunOptions {
  /** The checkout; only read. */
  root: string;
  /** How many bugs are planted at a time, each in a copy of its own. Default 2. */
  sideBySide?: number;
  /** Hears of each bug that is planted now. */
  onPlanted?: (mutation: Mutation) => void;
  /** Hears of each that is judged. */
  onVerdict?: (verdict: Verdict) => void;
}

/**
 * Plants bugs one at a time and tells which of them the tests catch.
 *
 * @returns In the order in which they were judged.
 * @throws Error when the tests that the mutations name do not pass without them.
 */
export async function runMutations(mutations: readonly Mutation[], options: RunOptions): Promise<Verdict[]> {
  const { root, sideBySide = 2, onPlanted, onVerdict } = options;
  const verdicts: Verdict[] = [];
  const tell = (verdict: Verdict): void => {
    verdicts.push(verdict);
    onVerdict?.(verdict);
  };
  const fresh = mutations.filter((mutation) => {
    const stale = staleness(root, mutation);
    if (stale !== undefined) tell({ mutation, caught: false, because: stale, seconds: 0 });
    return stale === undefined;
  });
  if (fresh.length === 0) return verdicts;
  const copies = Array.from({ length: sideBySide }, () => new TreeCopy(root));
  try {
    const named = [...new Set(fresh.flatMap(({ tests = [] }) => tests))].sort();
    const onCpu = new Set(fresh.flatMap(testsOnCpu));
    await Promise.all(
      copies.map(async (copy, i) => {
        const share = named.filter((_, j) => j % sideBySide === i);
        await checkClean(copy, share, 'ordinary');
        await checkClean(
          copy,
          share.filter((file) => onCpu.has(file)),
          'cpu',
        );
      }),
    );
    const waiting = fresh.values();
    await Promise.all(
      copies.map(async (copy) => {
        for (const mutation of waiting) {
          onPlanted?.(mutation);
          tell(await judge(copy, mutation));
        }
      }),
    );
  } finally {
    for (const copy of copies) copy.remove();
  }
  return verdicts;
}

/** Why a mutation cannot be planted; undefined when it can. */
export function staleness(root: string, mutation: Mutation): string | undefined {
  try {
    plant(readFileSync(join(root, mutation.file), 'utf8'), mutation);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

async function checkClean(copy: TreeCopy, files: string[], backend: 'ordinary' | 'cpu'): Promise<void> {
  if (files.length === 0) return;
  const end = await runMocha(copy, files, backend);
  if (end.kind === 'passed') return;
  const got = end.kind === 'failed' ? `${end.title}: ${end.message}` : end.reason;
  throw new Error(`runMutations: named tests must pass before a bug is planted, got ${got}`);
}
