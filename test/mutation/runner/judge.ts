import type { Mutation } from './Mutation.js';
import { runMocha, type MochaEnd } from './runMocha.js';
import type { TreeCopy } from './TreeCopy.js';
import { withBug } from './withBug.js';

/** What came of a planted bug. */
export interface Verdict {
  mutation: Mutation;
  caught: boolean;
  /** The full title of the test that caught it; why it does not count as caught otherwise. */
  because: string;
  seconds: number;
}

/** A program that breaks down shows a bug to anybody; the tests are to find wrong values. */
const CRASH = /^(Cannot (read|set) propert|.* is not (defined|a function|iterable|a constructor)|.*is not valid JSON)/;

/**
 * Named tests that are also run on cpu, where plain operations compute that have kernels of their own on simd. The suite of
 * all backends does the same.
 */
export function testsOnCpu({ tests = [] }: Mutation): string[] {
  return tests.filter((file) => !file.startsWith('test/backends/'));
}

/** Plants a bug in the copy, runs the tests, and takes it out again. */
export async function judge(copy: TreeCopy, mutation: Mutation): Promise<Verdict> {
  const begin = performance.now();
  const verdict = await outcome(copy, mutation);
  return { mutation, ...verdict, seconds: (performance.now() - begin) / 1000 };
}

async function outcome(copy: TreeCopy, mutation: Mutation): Promise<Pick<Verdict, 'caught' | 'because'>> {
  const { tests } = mutation;
  let named = true;
  const end = await withBug(copy, mutation, async () => {
    let end: MochaEnd = { kind: 'passed' };
    if (tests !== undefined) end = await runMocha(copy, tests);
    const onCpu = testsOnCpu(mutation);
    if (end.kind === 'passed' && onCpu.length > 0) end = await runMocha(copy, onCpu, 'cpu');
    if (end.kind !== 'passed') return end;
    named = false;
    return runMocha(copy);
  });
  if (end.kind === 'passed') return { caught: false, because: 'no test of the ordinary suite failed' };
  if (end.kind === 'broken') return { caught: false, because: end.reason };
  if (CRASH.test(end.message)) return { caught: false, because: `it only crashes, "${end.message}", in ${end.title}` };
  // Named files were seen to pass before; another may fail without the bug as well.
  if (!named && (await runMocha(copy, [end.file])).kind !== 'passed') {
    return { caught: false, because: `the test that failed does so without it as well: ${end.title}` };
  }
  return { caught: true, because: end.title };
}
