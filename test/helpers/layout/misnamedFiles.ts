import { exportedNames, type SourceTree } from './SourceTree.js';

const FORBIDDEN = /^(utils?|helpers?|common|core|misc|shared)$/i;

const plain = (name: string): string => name.toLowerCase().replace(/s$/, '');

/**
 * Files and folders with a name that says nothing, and files that export nothing of their name.
 *
 * A name is carried by a longer one: `MaxNorm.ts` by `MaxNorm`, `events.ts` by `TrainingEvent`, `fixes/cpu/matMul.ts` by
 * `fixCpuMatMul`.
 *
 * @param excepted Files that need not, with a reason each; one that does so all the same is reported as well.
 */
export function misnamedFiles(tree: SourceTree, excepted: Readonly<Record<string, string>> = {}): string[] {
  const unknown = Object.keys(excepted).filter((path) => !tree.has(path));
  return [
    ...unknown.map((path) => `${path} is excepted and does not exist`),
    ...[...tree].flatMap(([path, text]) => {
      const parts = path.replace(/\.[jt]s$/, '').split('/');
      const empty = parts.filter((part) => FORBIDDEN.test(part)).map((part) => `${path}: '${part}' says nothing`);
      const stem = parts.at(-1)!;
      if (stem === 'index') return empty;
      const carried = exportedNames(text).some((name) => name.toLowerCase().includes(plain(stem)));
      if (carried === !Object.hasOwn(excepted, path)) return empty;
      return [...empty, carried ? `${path} needs no exception` : `${path} exports no name with '${stem}' in it`];
    }),
  ];
}
