import { assert } from 'chai';
import { join } from 'node:path';
import ts from 'typescript';
import { undocumented } from './helpers/undocumented.js';

const root = join(import.meta.dirname, '..');
const entries = ['src/index.ts', 'src/testing/index.ts'];

describe('documentation', function () {
  // The compiler reads the whole project.
  this.timeout(120000);

  it('every public name and member has a doc comment', () => {
    const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
      config: unknown;
    };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    const host = ts.createCompilerHost(options);
    host.getCurrentDirectory = () => root;
    const paths = entries.map((entry) => join(root, entry));
    const program = ts.createProgram(paths, options, host);
    for (const path of paths) assert.exists(program.getSourceFile(path), path);
    const missing = undocumented(program, paths);
    assert.isEmpty(missing, `without a comment:\n${missing.join('\n')}\n`);
  });
});
