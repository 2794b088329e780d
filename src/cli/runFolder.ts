import { mkdir, readdir } from 'node:fs/promises';

/**
 * A folder for the files of one run, empty.
 *
 * @param wanted Refused when it holds anything. Default: `runs/<name>`, or the first of `runs/<name>-2`, … that is new.
 */
export async function makeRunFolder(name: string, wanted?: string): Promise<string> {
  if (wanted !== undefined) {
    await mkdir(wanted, { recursive: true });
    const held = await readdir(wanted);
    if (held.length > 0) throw new Error(`--out must be a new or empty folder, got ${wanted} with ${held[0]} in it`);
    return wanted;
  }
  await mkdir('runs', { recursive: true });
  for (let count = 1; ; count++) {
    const folder = `runs/${name}${count === 1 ? '' : `-${count}`}`;
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
