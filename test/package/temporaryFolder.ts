import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder outside of the checkout, so that nothing is found in the packages around it; gone when the process ends. */
export function temporaryFolder(name: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `talking-heads-${name}-`)));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
