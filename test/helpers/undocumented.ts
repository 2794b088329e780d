import ts from 'typescript';

/**
 * What an entry file exports without a doc comment: names, public members of classes and properties of interfaces and
 * object types, inherited ones included, as far as their declarations are in the program's own files.
 *
 * Of a method `@param` or `@returns` say enough. A comment of the member that is implemented or overridden counts. Constructors need none: their class has one, and
 * their options are an interface.
 *
 * @returns Readable lines, such as `src/layers/Dense.ts: DenseOptions.units`, sorted, each once.
 */
export function undocumented(program: ts.Program, entries: readonly string[]): string[] {
  const checker = program.getTypeChecker();
  const missing = new Set<string>();

  const inspect = (name: string, symbol: ts.Symbol, isMember: boolean): void => {
    const declaration = symbol.declarations?.[0];
    const file = declaration?.getSourceFile();
    if (declaration === undefined || file === undefined || isForeign(program, file)) return;
    if (ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) return;
    if (ts.isClassElement(declaration) && declaration.name !== undefined && ts.isPrivateIdentifier(declaration.name))
      return;
    const comment = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    const tags = isMember ? symbol.getJsDocTags(checker) : [];
    if (comment.trim() === '' && tags.every(({ text }) => text === undefined)) missing.add(`${relative(program, file)}: ${name}`);
  };

  for (const entry of entries) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!);
    for (const exported of module === undefined ? [] : checker.getExportsOfModule(module)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      inspect(exported.name, symbol, false);
      for (const member of membersOf(checker, symbol))
        inspect(`${ownerOf(member) ?? exported.name}.${member.name}`, member, true);
    }
  }
  return [...missing].sort();
}

function membersOf(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol[] {
  const { Class, Interface, TypeAlias } = ts.SymbolFlags;
  if (!(symbol.flags & (Class | Interface | TypeAlias))) return [];
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const parts = type.isUnionOrIntersection() ? type.types : [type];
  const instance = parts.flatMap((part) => checker.getPropertiesOfType(part));
  if (!(symbol.flags & Class)) return instance;
  const statics = checker.getPropertiesOfType(checker.getTypeOfSymbol(symbol));
  return [...instance, ...statics.filter(({ name }) => name !== 'prototype')];
}

/** The name of the class or interface that declares a member: an inherited one is reported where its comment belongs. */
function ownerOf(member: ts.Symbol): string | undefined {
  const parent = member.declarations?.[0].parent;
  const named = parent !== undefined && (ts.isClassDeclaration(parent) || ts.isInterfaceDeclaration(parent));
  return named ? parent.name?.text : undefined;
}

/** The standard library and packages: not ours to comment. */
function isForeign(program: ts.Program, file: ts.SourceFile): boolean {
  return (
    program.isSourceFileDefaultLibrary(file) ||
    program.isSourceFileFromExternalLibrary(file) ||
    /node_modules/.test(file.fileName)
  );
}

function relative(program: ts.Program, { fileName }: ts.SourceFile): string {
  const folder = `${program.getCurrentDirectory()}/`;
  return fileName.startsWith(folder) ? fileName.slice(folder.length) : fileName;
}
