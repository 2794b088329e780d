import { assert } from 'chai';
import { formatTable } from './formatTable.js';
import type { ModuleEnd } from './ModuleEnd.js';

it('formatTable counts tests by run, and names the slowest modules, every skip and what was left out', () => {
  const ends: ModuleEnd[] = [
    {
      module: 'ops/a.test.ts',
      seconds: 1.25,
      tests: [
        { title: 'a › one', state: 'passed', seconds: 1 },
        { title: 'a › two', state: 'skipped', seconds: 0 },
        { title: 'a › three', state: 'failed', seconds: 0, reason: 'planted' },
      ],
    },
    { module: 'ops/b.test.ts', seconds: 30, tests: [], broken: 'the page crashed' },
  ];
  const table = formatTable(new Map([['webgl in Chromium', ends]]), new Map([['ops/c.test.ts', 'node:fs']]));
  assert.deepEqual(table.split('\n'), [
    '',
    'backend            tests  passed  failed  skipped  broken modules  seconds',
    'webgl in Chromium      3       1       1        1               1       31',
    '',
    'Slowest, webgl in Chromium:',
    '  ops/b.test.ts 30.0 s',
    '  ops/a.test.ts 1.3 s',
    'Skipped:',
    '  webgl in Chromium, ops/a.test.ts, a › two',
    'Left out of every run:',
    '  ops/c.test.ts: node:fs',
    '',
  ]);
});
