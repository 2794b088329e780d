import { memory } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { join } from 'node:path';
import ts from 'typescript';
import { allCases } from './allCases.js';
import { freeGiven, makeGiven } from './given.js';
import { publicArguments } from './publicArguments.js';

const root = join(import.meta.dirname, '../..');
const entries = ['src/index.ts', 'src/testing/index.ts'];

/** What a call throws, or its promise rejects with. */
async function refusal(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}

describe('bad values of public arguments', () => {
  before(makeGiven);
  after(freeGiven);

  for (const [argument, call, throws] of allCases) {
    it(`${argument}: ${throws}`, async () => {
      const { numTensors } = memory();
      const error = await refusal(call);
      assert.instanceOf(error, Error);
      assert.equal(error.message, throws);
      assert.equal(memory().numTensors, numTensors, 'a call that throws leaves no tensor');
    });
  }
});

describe('public arguments', function () {
  // The compiler reads the whole project.
  this.timeout(120000);

  it('each has a case that names it, what must hold and what came', () => {
    for (const [argument, , throws] of allCases) {
      // One of a list may stand for it: `operand 1` of `operands`.
      const name = argument.split('.').at(-1)!.replace(/s$/, 's?');
      assert.match(throws, new RegExp(`\\b${name}\\b.* must .*\\bgot\\b`), argument);
    }
  });

  it('are the ones that have a case', () => {
    const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
      config: unknown;
    };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    const paths = entries.map((entry) => join(root, entry));
    const { names, excluded } = publicArguments(ts.createProgram(paths, options), paths);
    const covered = new Set(allCases.map(([argument]) => argument));
    for (const [name, reason] of excluded) console.log(`not counted: ${name} (${reason})`);
    console.log(`public arguments: ${names.length}, covered: ${covered.size}, bad values: ${allCases.length}`);
    const listed = (some: Iterable<string>, others: ReadonlySet<string>): string =>
      [...some].filter((name) => !others.has(name)).join('\n');
    assert.equal(listed(names, covered), '', 'arguments without a case');
    assert.equal(listed(covered, new Set(names)), '', 'cases of arguments that do not exist');
  });
});
