import ts from 'typescript';
import { importedNames, type SourceTree } from './SourceTree.js';

const CORE = '@tensorflow/tfjs-core';

/** What files outside of `engine/` and `backends/` take of TensorFlow.js besides named functions of its core, such as its engine. */
export function engineAccess(tree: SourceTree): string[] {
  return [...tree].flatMap(([path, text]) => {
    if (/^(engine|backends)\//.test(path)) return [];
    const others = importedNames(text).filter((name) => name.startsWith('@tensorflow/') && name !== CORE);
    const globals = text.match(/\b_tf\w+/g) ?? [];
    return [...others, ...engineImports(text), ...globals].map(
      (what) => `${path}: only engine/ and backends/ may use ${what}`,
    );
  });
}

function engineImports(text: string): string[] {
  const { statements } = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier) || moduleSpecifier.text !== CORE)
      return [];
    const names = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : statement.exportClause;
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : statement;
    if (clause === undefined) return [];
    if (names === undefined || !('elements' in names)) return [`all of ${CORE}`];
    const taken = [...names.elements].map(({ propertyName, name }) => (propertyName ?? name).text);
    return taken.filter((name) => name === 'engine').map((name) => `${name} of ${CORE}`);
  });
}
