import { assert } from 'chai';
import { build } from 'esbuild';
import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { loadText } from '../../src/data/loadText.js';

type LoadText = typeof loadText;

describe('loadText', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'load-text-'))));
  after(() => rmSync(folder, { recursive: true }));

  /** The rejection of a promise; fails when it resolves. */
  async function refusal(promise: Promise<unknown>): Promise<Error> {
    const outcome = await promise.then(
      () => 'resolved',
      (error: Error) => error,
    );
    return typeof outcome === 'string' ? assert.fail(outcome) : outcome;
  }

  /** Loads a file of these bytes. */
  function loadBytes(bytes: Uint8Array | string): Promise<string> {
    writeFileSync(join(folder, 'text.txt'), bytes);
    return loadText(join(folder, 'text.txt'));
  }

  it('gives the whole novel in order', async () => {
    const text = await loadText('moby-dick');
    assert.isTrue(text.startsWith('CONTENTS\n\n\nETYMOLOGY.\n'));
    assert.include(text, '\n\nCHAPTER 1. Loomings.\n\nCall me Ishmael. Some years ago—never mind');
    assert.isTrue(text.endsWith('in her retracing search after her missing children, only found another orphan.\n'));
    const body = text.slice(text.indexOf('\nEpilogue\n') + 1);
    const headings = [...body.matchAll(/^(ETYMOLOGY|EXTRACTS|CHAPTER \d+|Epilogue)(?=[. ])/gm)].map(([found]) => found);
    const chapters = Array.from({ length: 135 }, (_, i) => `CHAPTER ${i + 1}`);
    assert.deepEqual(headings, ['ETYMOLOGY', 'EXTRACTS', ...chapters, 'Epilogue']);
    assert.equal(text.length, LENGTH);
    assert.notInclude(text, '\r');
  });

  it('says how to install the novel where it is not', async () => {
    // A copy in a folder without packages around it.
    const outfile = join(folder, 'loadText.mjs');
    await build({
      entryPoints: ['src/data/loadText.ts'],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      logLevel: 'silent',
    });
    const copy = (await import(pathToFileURL(outfile).href)) as { loadText: LoadText };
    const error = await refusal(copy.loadText('moby-dick'));
    assert.match(
      error.message,
      /^loadText: 'moby-dick' must be installed first, by "npm install @stdlib\/datasets-moby-dick@0\.2\.3", got: Cannot find package '@stdlib\/datasets-moby-dick'/,
    );
    assert.instanceOf(error.cause, Error);
  });

  it('can be bundled for a browser, where it refuses to read', async () => {
    const { outputFiles } = await build({
      entryPoints: ['src/data/loadText.ts'],
      write: false,
      bundle: true,
      minify: true,
      format: 'iife',
      globalName: 'bundle',
      platform: 'browser',
      logLevel: 'silent',
    });
    const context = createContext({}) as { bundle: { loadText: LoadText } };
    runInContext(outputFiles[0].text, context);
    for (const source of ['moby-dick', 'notes.txt']) {
      // An error of the other context's own class.
      const message = await context.bundle.loadText(source).catch((error: Error) => error.message);
      assert.equal(message, `loadText: source must be read in Node, got "${source}" elsewhere; a browser can fetch`);
    }
    assert.isBelow(outputFiles[0].text.length, 5000);
  });

  it('gives the text of a file, lines ended by \\n and no byte-order mark', async () => {
    assert.equal(await loadBytes('\ufeffone\r\n\r\nzwölf 😀\r!\n'), 'one\n\nzwölf 😀\r!\n');
    assert.equal(await loadBytes(''), '');
  });

  it('refuses a file that is not there, and a folder', async () => {
    const path = join(folder, 'none.txt');
    const start = `loadText: source must be 'moby-dick' or the path of a text file, got ${JSON.stringify(path)}: ENOENT`;
    assert.include((await refusal(loadText(path))).message, start);
    assert.include((await refusal(loadText(folder))).message, `got ${JSON.stringify(folder)}: EISDIR`);
  });

  const bad: [string, number[], string][] = [
    ['a byte that no character has', [0x61, 0xff, 0x61], 'byte 255 at 1'],
    ['a character cut by another', [0x61, 0xe2, 0x82, 0x61], 'byte 97 at 3'],
    ['an overlong form', [0xc0, 0x80], 'byte 192 at 0'],
    ['half of a surrogate pair', [0x61, 0x61, 0xed, 0xa0, 0x80], 'byte 160 at 3'],
    ['a character cut by the end', [0x61, 0xf0, 0x9f, 0x98], 'half a character at the end'],
  ];
  for (const [name, bytes, got] of bad) {
    it(`refuses ${name}`, async () => {
      const error = await refusal(loadBytes(Uint8Array.from(bytes)));
      assert.equal(error.message, `loadText: ${join(folder, 'text.txt')} must be UTF-8, got ${got}`);
    });
  }

  it('names the first wrong byte wherever it stands', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), fc.string(), async (start, end) => {
        const prefix = Buffer.from(start);
        const bytes = Buffer.concat([prefix, Uint8Array.of(0xff), Buffer.from(end)]);
        assert.match((await refusal(loadBytes(bytes))).message, new RegExp(`got byte 255 at ${prefix.length}$`));
      }),
    );
  });
});

/** UTF-16 units of the novel as version 0.2.3 of its package has it. */
const LENGTH = 1217396;
