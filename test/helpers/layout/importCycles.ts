import { importsWithin, type SourceTree } from './SourceTree.js';

/** Cycles of imports, types included, as `a.ts → b.ts → a.ts`; at least one of each knot of them. */
export function importCycles(tree: SourceTree): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) cycles.push([...trail.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const imported of importsWithin(tree, path)) visit(imported, [...trail, path]);
    done.add(path);
  };
  for (const path of tree.keys()) visit(path, []);
  return cycles;
}
