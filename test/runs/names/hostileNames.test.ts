import { assert } from 'chai';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkRunName } from '../../../src/runs/names/checkRunName.js';
import { insideFolder } from '../../../src/runs/names/insideFolder.js';
import { NameError } from '../../../src/runs/names/NameError.js';

/** Names that lead elsewhere on some system, by what they try. */
const hostile: Record<string, string[]> = {
  'the way up': [
    '..',
    '../escape',
    '../../escape',
    'a/../../escape',
    './../escape',
    '..\\escape',
    'a\\..\\..\\escape',
    '..\\../escape',
    '.../escape',
    '....//escape',
    'a..b',
    'escape..',
    '%2e%2e%2fescape',
    '..%2fescape',
    '..%c0%afescape',
    '~/escape',
    '~',
  ],
  'another place': [
    '/escape',
    '//server/share/escape',
    '\\\\server\\share\\escape',
    '\\\\?\\C:\\escape',
    '\\\\.\\PhysicalDrive0',
    'C:\\escape',
    'C:escape',
    'file:///escape',
    'sub/escape',
    'sub\\escape',
    '.',
    './',
    '/',
    '\\',
  ],
  'a link of the folder': ['link-to-secret', 'link-to-nothing', 'link-up', 'link-up/escape', 'link-inside'],
  'a device': [
    'CON',
    'con',
    'PRN',
    'AUX',
    'NUL',
    'nul.txt',
    'Nul.tar.gz',
    'COM1',
    'com9.log',
    'LPT1',
    'lpt9.txt',
    'CONIN$',
    'CONOUT$',
    'CLOCK$',
    'COM\u00b9',
  ],
  'what ends early or is cut': [
    '\u0000',
    'a\u0000',
    'a\u0000.txt',
    '\u0000/../escape',
    'a.',
    'a...',
    'a ',
    'a. ',
    ' a',
    'a\t',
    'a\n',
    'a\r\nb',
    'a:stream',
    'a::$DATA',
  ],
  'letters that look like a separator, or none': [
    '..\u2215escape',
    '..\u2044escape',
    '..\uff0fescape',
    '..\uff3cescape',
    '..\u29f5escape',
    '\u2024\u2024/escape',
    '\u2025/escape',
    '\uff0e\uff0e/escape',
    'a\u202etxt.exe',
    'a\u200b',
    '\ud800',
    'e\u0301',
  ],
  'a size': ['', 'x'.repeat(65), 'x'.repeat(256), '../'.repeat(5000), 'x'.repeat(1e6)],
  'an option or a hidden file': [
    '-rf',
    '--output=escape',
    '.ssh',
    '.npmrc',
    '*',
    '?',
    '$HOME',
    '$(touch escape)',
    '`x`',
  ],
};

/** Every file of a tree and what is in it, every folder and every link. */
function treeOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return entry.isFile()
        ? `${path} ${readFileSync(path, 'hex')}`
        : `${path} ${entry.isDirectory() ? 'folder' : 'link'}`;
    })
    .sort();
}

describe('hostile names', () => {
  let outer: string;
  let run: string;
  before(() => {
    outer = mkdtempSync(join(tmpdir(), 'hostile-names-'));
    run = join(outer, 'runs', 'run');
    mkdirSync(join(run, 'sub'), { recursive: true });
    writeFileSync(join(outer, 'secret.txt'), 'secret');
    writeFileSync(join(run, 'config.json'), '{}');
    symlinkSync(join(outer, 'secret.txt'), join(run, 'link-to-secret'));
    symlinkSync(join(outer, 'nothing.txt'), join(run, 'link-to-nothing'));
    symlinkSync('..', join(run, 'link-up'), 'dir');
    symlinkSync('config.json', join(run, 'link-inside'));
  });
  after(() => rmSync(outer, { recursive: true }));

  it('are at least sixty, all different', () => {
    const all = Object.values(hostile).flat();
    assert.isAtLeast(new Set(all).size, 60);
    assert.equal(new Set(all).size, all.length);
  });

  for (const [what, names] of Object.entries(hostile)) {
    it(`with ${what} are refused, and nothing is written`, async () => {
      const tree = treeOf(outer);
      for (const name of [...names, ...names.map((one) => join(outer, one)).slice(0, 1)]) {
        const written = Promise.resolve(name)
          .then((given) => insideFolder(run, checkRunName(given)))
          .then((path) => writeFile(path, 'written'));
        const error: unknown = await written.catch((refusal: unknown) => refusal);
        assert.instanceOf(error, NameError, JSON.stringify(name.slice(0, 80)));
        // Without the check of the name as well.
        const unchecked: unknown = await insideFolder(run, name).catch((refusal: unknown) => refusal);
        assert.instanceOf(unchecked, NameError, JSON.stringify(name.slice(0, 80)));
        assert.isBelow((error as Error).message.length, 400);
      }
      assert.deepEqual(treeOf(outer), tree);
      assert.isEmpty(readdirSync('.').filter((entry) => entry.includes('escape')));
    });
  }

  it('are told apart from good ones, which are written inside', async () => {
    const tree = treeOf(outer);
    for (const name of ['a', 'step-000100.safetensors', 'nullable', 'COM10', 'x'.repeat(64)]) {
      const path = await insideFolder(run, checkRunName(name));
      await writeFile(path, 'written', { flag: 'wx' });
      assert.equal(readFileSync(join(run, name), 'utf8'), 'written');
      rmSync(path);
    }
    assert.deepEqual(treeOf(outer), tree);
  });
});
