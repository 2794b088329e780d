import { importsWithin, type SourceTree } from './SourceTree.js';

/** Which folders a folder may import, besides itself; `all` of them. Files beside the folders are in the folder `''`. */
export type AllowedImports = Readonly<Record<string, readonly string[] | 'all'>>;

const folderOf = (path: string): string => (path.includes('/') ? path.split('/')[0] : '');

/** The imports that the table does not allow, and folders it does not know. */
export function wrongArrows(tree: SourceTree, allowed: AllowedImports): string[] {
  return [...tree.keys()].flatMap((path) => {
    const folder = folderOf(path);
    if (!Object.hasOwn(allowed, folder)) return [`${path}: the table of folders has no '${folder}'`];
    const below = allowed[folder];
    if (below === 'all') return [];
    return importsWithin(tree, path)
      .filter((imported) => folderOf(imported) !== folder && !below.includes(folderOf(imported)))
      .map((imported) => `${path} imports ${imported}: ${folder} may import ${below.join(', ') || 'no other folder'}`);
  });
}
