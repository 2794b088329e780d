import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** Texts of TypeScript and JavaScript files by path below a folder, with `/` between the parts. */
export type SourceTree = ReadonlyMap<string, string>;

/** Reads the files of a folder; declarations, what is generated and what is installed are not ours to judge. */
export function readSourceTree(folder: string): SourceTree {
  const ours = pathsBelow(folder).filter((path) => /(?<!\.d)\.[jt]s$/.test(path));
  return new Map(ours.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

function pathsBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return [entry.name];
    if (/^(\..*|node_modules|generated)$/.test(entry.name)) return [];
    return pathsBelow(join(folder, entry.name)).map((path) => `${entry.name}/${path}`);
  });
}

/** The module names that a text imports or exports from, types and dynamic imports included. */
export function importedNames(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** Files of the tree that one of them imports. */
export function importsWithin(tree: SourceTree, path: string): string[] {
  return importedNames(tree.get(path)!)
    .filter((name) => name.startsWith('.'))
    .map((name) => posix.join(posix.dirname(path), name).replace(/\.js$/, '.ts'))
    .filter((imported) => tree.has(imported));
}

/** The names that a text exports by declaring them. */
export function exportedNames(text: string): string[] {
  const { statements } = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest);
  return statements.filter(isExported).flatMap((statement) => {
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map(({ name }) => (ts.isIdentifier(name) ? name.text : ''));
    }
    const { name } = statement as ts.DeclarationStatement;
    return name !== undefined && ts.isIdentifier(name) ? [name.text] : [];
  });
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}
