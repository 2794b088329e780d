import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import type { Verdict } from './judge.js';
import type { Mutation } from './Mutation.js';
import { runMutations } from './runMutations.js';

const source = 'export const double = (x: number): number => /* twice */ 2 * x;\nexport const half = 0.5;\n';

/** A project of one file, one test that tries its first name and one that tries its second. */
const project: Record<string, string> = {
  'package.json': '{ "type": "module" }',
  '.mocharc.json': '{ "node-option": ["import=tsx"], "spec": ["test/*.test.ts"], "parallel": true }',
  'src/double.ts': source,
  'test/double.test.ts': `import { equal } from 'node:assert/strict';
    import { double } from '../src/double.js';
    describe('double', () => it('is twice as much', () => equal(double(3), 6)));`,
  'test/half.test.ts': `import { equal } from 'node:assert/strict';
    import { half } from '../src/double.js';
    describe('half', () => it('is half of it', () => equal(half, 0.5)));`,
};

const bug = (name: string, find: string, replace: string, tests?: string[]): Mutation => {
  return { name, file: 'src/double.ts', find, replace, tests };
};
const bugs = [
  bug('found by the named test', '2 * x', '3 * x', ['test/double.test.ts']),
  bug('found by another test', '0.5', '0.25', ['test/double.test.ts']),
  bug('not found', '/* twice */', '/* two times */'),
  bug('stale', '2 + x', '3 * x'),
  bug('only crashes', '2 * x', 'missing * x', ['test/double.test.ts']),
  bug('cannot be loaded', '2 * x', '2 * (', ['test/double.test.ts']),
];

describe('mutation/runMutations', function () {
  this.timeout(60_000);
  let root: string;
  let verdicts: Verdict[];
  const planted: string[] = [];
  const verdictOf = (name: string): [boolean, string] => {
    const { caught, because } = verdicts.find(({ mutation }) => mutation.name === name)!;
    return [caught, because];
  };

  before(async () => {
    root = mkdtempSync(join(tmpdir(), 'mutations-'));
    for (const folder of ['src', 'test']) mkdirSync(join(root, folder));
    for (const [path, text] of Object.entries(project)) writeFileSync(join(root, path), text);
    symlinkSync(join(import.meta.dirname, '../../../node_modules'), join(root, 'node_modules'), 'junction');
    verdicts = await runMutations(bugs, { root, onPlanted: ({ name }) => planted.push(name) });
  });

  after(() => rmSync(root, { recursive: true }));

  it('judges each once', () => {
    assert.sameMembers(
      verdicts.map(({ mutation }) => mutation),
      bugs,
    );
    assert.sameMembers(
      planted,
      bugs.map(({ name }) => name).filter((name) => name !== 'stale'),
    );
  });

  it('tells the test that caught a bug', () => {
    assert.deepEqual(verdictOf('found by the named test'), [true, 'double is twice as much']);
  });

  it('runs the others where the named tests do not catch it', () => {
    assert.deepEqual(verdictOf('found by another test'), [true, 'half is half of it']);
  });

  it('tells of a bug that no test catches', () => {
    assert.deepEqual(verdictOf('not found'), [false, 'no test of the ordinary suite failed']);
  });

  it('does not plant what is stale', () => {
    const message = 'stale: src/double.ts must hold the text to replace once, got none';
    assert.deepEqual(verdictOf('stale'), [false, message]);
  });

  it('does not count a crash, or a file that cannot be loaded', () => {
    const [crashCaught, crash] = verdictOf('only crashes');
    assert.isFalse(crashCaught);
    assert.equal(crash, 'it only crashes, "missing is not defined", in double is twice as much');
    const [brokenCaught, broken] = verdictOf('cannot be loaded');
    assert.isFalse(brokenCaught);
    assert.match(broken, /^no test ran: [^]*double.ts/);
  });

  it('leaves the checkout as it was, and no copy behind', () => {
    assert.equal(readFileSync(join(root, 'src/double.ts'), 'utf8'), source);
    assert.sameMembers(readdirSync(root), ['.mocharc.json', 'node_modules', 'package.json', 'src', 'test']);
    assert.deepEqual(
      readdirSync(tmpdir()).filter((name) => name.startsWith(`talking-heads-mutation-${process.pid}-`)),
      [],
    );
  });

  it('does not count a test that fails without the bug as well, and refuses one that is named', async () => {
    writeFileSync(
      join(root, 'test/broken.test.ts'),
      `import { equal } from 'node:assert/strict'; describe('one', () => it('is two', () => equal(1, 2)));`,
    );
    const [{ caught, because }] = await runMutations([bug('harmless', '/* twice */', '')], { root, sideBySide: 1 });
    assert.isFalse(caught);
    assert.equal(because, 'the test that failed does so without it as well: one is two');
    const naming = bug('naming', '2 * x', '3 * x', ['test/broken.test.ts']);
    const refused = await runMutations([naming], { root, sideBySide: 1 }).catch((error: Error) => error.message);
    assert.match(refused as string, /^runMutations: named tests must pass before a bug is planted, got one is two: /);
  });
});
