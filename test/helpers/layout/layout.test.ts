import { assert } from 'chai';
import { join } from 'node:path';
import { engineAccess } from './engineAccess.js';
import { filesLongerThan, medianLength, totalLength } from './fileLengths.js';
import { forbiddenWords } from './forbiddenWords.js';
import { importCycles } from './importCycles.js';
import { misnamedFiles } from './misnamedFiles.js';
import { exportedNames, readSourceTree, type SourceTree } from './SourceTree.js';
import { wrongArrows } from './wrongArrows.js';

const tree = (files: Record<string, string>): SourceTree => new Map(Object.entries(files));

describe('readSourceTree', () => {
  it('reads the files of this folder, by their paths below it', () => {
    const found = readSourceTree(join(import.meta.dirname, '..'));
    assert.include([...found.keys()], 'layout/SourceTree.ts');
    assert.include(found.get('layout/SourceTree.ts'), 'export function readSourceTree');
  });
});

describe('exportedNames', () => {
  it('finds every kind of declaration, and no more', () => {
    const text = `
      export function a() {} export abstract class B {} export interface C {} export type D = 1; export const e = 1, f = 2;
      export async function* g() {} export enum H {} const hidden = 1; import { i } from './i.js'; export {};`;
    assert.deepEqual(exportedNames(text), ['a', 'B', 'C', 'D', 'e', 'f', 'g', 'H']);
  });
});

describe('wrongArrows', () => {
  const allowed = { low: [], middle: ['low'], high: ['low', 'middle'], '': 'all' } as const;

  it('accepts imports that point down, inside a folder, and out of it to packages', () => {
    const files = {
      'low/a.ts': `import { b } from './inner/b.js'; import { x } from 'package';`,
      'low/inner/b.ts': `export { c } from '../c.js';`,
      'low/c.ts': '',
      'high/d.ts': `import { a } from '../low/a.js';`,
      'index.ts': `export { d } from './high/d.js';`,
    };
    assert.deepEqual(wrongArrows(tree(files), allowed), []);
  });

  for (const [kind, statement] of [
    ['value', `import { d } from '../high/d.js';`],
    ['type', `import type { D } from '../high/d.js';`],
    ['side effect', `import '../high/d.js';`],
    ['export', `export * from '../high/d.js';`],
    ['dynamic', `const d = await import('../high/d.js');`],
    ['type expression', `let d: import('../high/d.js').D;`],
  ]) {
    it(`refuses an import that points up: ${kind}`, () => {
      const files = { 'middle/a.ts': `/** b. */\n${statement}`, 'high/d.ts': '' };
      assert.deepEqual(wrongArrows(tree(files), allowed), ['middle/a.ts imports high/d.ts: middle may import low']);
    });
  }

  it('refuses that a folder imports the entry, and a folder that is not in the table', () => {
    const files = { 'index.ts': '', 'low/a.ts': `import '../index.js';`, 'new/b.ts': '' };
    assert.deepEqual(wrongArrows(tree(files), allowed), [
      'low/a.ts imports index.ts: low may import no other folder',
      `new/b.ts: the table of folders has no 'new'`,
    ]);
  });
});

describe('importCycles', () => {
  it('accepts a diamond', () => {
    const files = {
      'a.ts': `import './b.js'; import './c.js';`,
      'b.ts': `import './d.js';`,
      'c.ts': `import './d.js';`,
      'd.ts': '',
    };
    assert.deepEqual(importCycles(tree(files)), []);
  });

  it('finds a cycle behind a tail, through folders and types', () => {
    const files = {
      'start.ts': `import './x/a.js';`,
      'x/a.ts': `import type { B } from '../y/b.js';`,
      'y/b.ts': `import { c } from './c.js';`,
      'y/c.ts': `export { a } from '../x/a.js';`,
    };
    assert.deepEqual(importCycles(tree(files)), ['x/a.ts → y/b.ts → y/c.ts → x/a.ts']);
  });

  it('finds a file that imports itself', () => {
    assert.deepEqual(importCycles(tree({ 'a.ts': `import './a.js';` })), ['a.ts → a.ts']);
  });
});

describe('fileLengths', () => {
  const files = tree({ 'a.ts': '1\n', 'b.ts': '1\n2\n3\n', 'c.ts': '1\n2\n', 'd.ts': '1\n2\n3\n4\n' });

  it('takes the lower of the two in the middle', () => {
    assert.equal(medianLength(files), 2);
    assert.equal(medianLength(tree({ 'a.ts': '1\n', 'b.ts': '1\n2\n3\n', 'c.ts': '1\n2\n' })), 2);
  });

  it('lists what is longer, not what is as long', () => {
    assert.deepEqual(filesLongerThan(files, 3), ['d.ts']);
    assert.deepEqual(filesLongerThan(files, 4), []);
  });

  it('adds files up', () => {
    assert.equal(totalLength(files, ['b.ts', 'd.ts']), 7);
  });
});

describe('misnamedFiles', () => {
  it('accepts names that an export carries', () => {
    const files = {
      'a/MaxNorm.ts': 'export class MaxNorm {}',
      'events.ts': 'export interface TrainingEvent {}',
      'matMul.ts': 'export function fixCpuMatMul() {}',
      'index.ts': '',
    };
    assert.deepEqual(misnamedFiles(tree(files)), []);
  });

  it('refuses a file that exports another name, and names that say nothing', () => {
    const files = {
      'a.ts': 'export const b = 1;',
      'utils/c.ts': 'export const c = 1;',
      'd/Common.ts': 'export let common;',
    };
    assert.deepEqual(misnamedFiles(tree(files)), [
      `a.ts exports no name with 'a' in it`,
      `utils/c.ts: 'utils' says nothing`,
      `d/Common.ts: 'Common' says nothing`,
    ]);
  });

  it('accepts exceptions that are needed, and refuses others', () => {
    const files = tree({ 'register.ts': '', 'b.ts': 'export const b = 1;' });
    assert.deepEqual(misnamedFiles(files, { 'register.ts': 'why' }), []);
    assert.deepEqual(misnamedFiles(files, { 'register.ts': 'why', 'b.ts': 'why', 'c.ts': 'why' }), [
      'c.ts is excepted and does not exist',
      'b.ts needs no exception',
    ]);
  });
});

describe('engineAccess', () => {
  it('accepts named functions, and everything in engine/', () => {
    const files = {
      'engine/a.ts': `import * as tf from '@tensorflow/tfjs-core'; globalThis._tfengine;`,
      'ops/b.ts': `import '@tensorflow/tfjs-core'; import { add, type Tensor } from '@tensorflow/tfjs-core'; const engine = 1;`,
    };
    assert.deepEqual(engineAccess(tree(files)), []);
  });

  for (const [text, what] of [
    [`import { add, engine } from '@tensorflow/tfjs-core';`, 'engine of @tensorflow/tfjs-core'],
    [`import { engine as e } from '@tensorflow/tfjs-core';`, 'engine of @tensorflow/tfjs-core'],
    [`export { engine } from '@tensorflow/tfjs-core';`, 'engine of @tensorflow/tfjs-core'],
    [`import * as tf from '@tensorflow/tfjs-core';`, 'all of @tensorflow/tfjs-core'],
    [`import tf from '@tensorflow/tfjs-core';`, 'all of @tensorflow/tfjs-core'],
    [`export * from '@tensorflow/tfjs-core';`, 'all of @tensorflow/tfjs-core'],
    [`import { ENGINE } from '@tensorflow/tfjs-core/dist/engine.js';`, '@tensorflow/tfjs-core/dist/engine.js'],
    [`import '@tensorflow/tfjs';`, '@tensorflow/tfjs'],
    [`const e = globalThis._tfengine;`, '_tfengine'],
  ]) {
    it(`refuses ${text}`, () => {
      assert.deepEqual(engineAccess(tree({ 'ops/a.ts': text })), [
        `ops/a.ts: only engine/ and backends/ may use ${what}`,
      ]);
    });
  }
});

describe('forbiddenWords', () => {
  it('finds each, with its line', () => {
    const text = ['// TO' + 'DO later', 'const f = new  Function("x");', 'ev' + 'al("1")', '/* FIX' + 'ME */'].join(
      '\n',
    );
    assert.deepEqual(forbiddenWords(tree({ 'a.ts': text })), [
      'a.ts:1: TO' + 'DO',
      'a.ts:2: new  Function',
      'a.ts:3: ev' + 'al',
      'a.ts:4: FIX' + 'ME',
    ]);
  });

  it('accepts words that hold one', () => {
    assert.deepEqual(forbiddenWords(tree({ 'a.ts': 'evaluate(x); medieval(y); new FunctionTable();' })), []);
  });
});
