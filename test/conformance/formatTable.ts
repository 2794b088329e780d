import type { ModuleEnd } from './ModuleEnd.js';

/** How many modules of each run are named as the slowest. */
const SLOWEST = 5;

/**
 * The table of the suite: a line for each run, its slowest modules, every skip, and what was left out.
 *
 * @param runs How the modules ended, by run.
 * @param leftOut Modules that no run had, with their reasons.
 */
export function formatTable(runs: Map<string, ModuleEnd[]>, leftOut: Map<string, string>): string {
  const rows = [...runs].map(([name, ends]) => {
    const tests = ends.flatMap((end) => end.tests);
    const count = (state: string): number => tests.filter((test) => test.state === state).length;
    const broken = ends.filter((end) => end.broken !== undefined).length;
    const seconds = ends.reduce((total, end) => total + end.seconds, 0);
    return [name, tests.length, count('passed'), count('failed'), count('skipped'), broken, seconds.toFixed(0)];
  });
  const heading = ['backend', 'tests', 'passed', 'failed', 'skipped', 'broken modules', 'seconds'];
  const slowest = [...runs].flatMap(([name, ends]) => {
    const first = ends.toSorted((a, b) => b.seconds - a.seconds).slice(0, SLOWEST);
    return [`Slowest, ${name}:`, ...first.map(({ module, seconds }) => `  ${module} ${seconds.toFixed(1)} s`)];
  });
  const skipped = [...runs].flatMap(([name, ends]) =>
    ends.flatMap(({ module, tests }) =>
      tests.filter(({ state }) => state === 'skipped').map(({ title }) => `  ${name}, ${module}, ${title}`),
    ),
  );
  const reasons = [...leftOut].map(([module, reason]) => `  ${module}: ${reason}`);
  return [
    '',
    ...align([heading, ...rows]),
    '',
    ...slowest,
    'Skipped:',
    ...(skipped.length === 0 ? ['  none'] : skipped),
    'Left out of every run:',
    ...reasons,
    '',
  ].join('\n');
}

/** The first column to the left, numbers to the right. */
function align(rows: (string | number)[][]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  return rows.map((row) =>
    row.map((cell, i) => (i === 0 ? String(cell).padEnd(widths[i]) : String(cell).padStart(widths[i]))).join('  '),
  );
}
