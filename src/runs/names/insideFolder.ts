import { lstat, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkRunName } from './checkRunName.js';
import { NameError } from './NameError.js';

/**
 * The path of a file or folder right inside of a folder, whether it exists or not, with all links of the folder's own
 * path followed.
 *
 * A link made between this and the writing is not seen: what is written must be new (`wx`), or renamed into place, which
 * replaces a link instead of following it.
 *
 * @param folder One that exists.
 * @param name As {@link checkRunName} accepts it.
 * @throws NameError when the name is refused, what has it is a link, or the folder is none that can be searched.
 */
export async function insideFolder(folder: string, name: string): Promise<string> {
  checkRunName(name);
  const root = await realpath(folder).catch((cause: Error) => {
    throw new NameError(`insideFolder: folder must exist, got: ${cause.message}`, name, { cause });
  });
  const path = join(root, name);
  // The name allows nothing else; should that change, this still holds.
  if (dirname(path) !== root) throw new NameError(`insideFolder: name must stay in the folder, got ${name}`, name);
  const found = await lstat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw new NameError(`insideFolder: folder must be one that can be searched, got: ${cause.message}`, name, {
      cause,
    });
  });
  if (found?.isSymbolicLink()) throw new NameError(`insideFolder: name must be no link, got that of ${path}`, name);
  return path;
}
