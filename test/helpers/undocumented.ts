import ts from 'typescript';

/**
 * What an entry file exports without a doc comment: names, public members of classes and properties of interfaces and
 * object types, inherited ones included, as far as their declarations are in the program's own files.
 *
 * Also told enough are: a member that implements or overrides one with a comment; a method with `@param` or `@returns`;
 * a field that keeps an option of the constructor, where that has a comment; what is always the same text, such as
 * `kind: 'step'`; and a constructor, by its class.
 *
 * @returns Readable lines, such as `src/layers/Dense.ts: DenseOptions.units`, sorted, each once.
 */
export function undocumented(program: ts.Program, entries: readonly string[]): string[] {
  const checker = program.getTypeChecker();
  const missing = new Set<string>();
  const report = (name: string, { declarations }: ts.Symbol): void => {
    missing.add(`${relative(program, declarations![0].getSourceFile())}: ${name}`);
  };
  for (const entry of entries) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!);
    for (const exported of module === undefined ? [] : checker.getExportsOfModule(module)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      if (isForeign(program, symbol)) continue;
      if (!hasComment(checker, symbol)) report(exported.name, symbol);
      for (const member of membersOf(checker, symbol)) {
        const told = isForeign(program, member) || isHidden(member) || isConstantText(checker, member);
        if (told || hasComment(checker, member) || hasTags(checker, member)) continue;
        if (optionsKeptBy(checker, member).some((option) => hasComment(checker, option))) continue;
        report(`${ownerOf(member) ?? exported.name}.${member.name}`, member);
      }
    }
  }
  return [...missing].sort();
}

function hasComment(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim() !== '';
}

function hasTags(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  return symbol.getJsDocTags(checker).some(({ name, text }) => /^(param|returns)$/.test(name) && text !== undefined);
}

function isHidden({ declarations }: ts.Symbol): boolean {
  const [declaration] = declarations!;
  const { Private, Protected } = ts.ModifierFlags;
  const isPrivateName = ts.isClassElement(declaration) && declaration.name?.kind === ts.SyntaxKind.PrivateIdentifier;
  return isPrivateName || (ts.getCombinedModifierFlags(declaration) & (Private | Protected)) !== 0;
}

function isConstantText(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  return checker.getTypeOfSymbol(symbol).isStringLiteral();
}

/** Options of this name that the constructor of the member's class takes. */
function optionsKeptBy(checker: ts.TypeChecker, { name, declarations }: ts.Symbol): ts.Symbol[] {
  const owner = declarations![0].parent;
  if (!ts.isClassDeclaration(owner)) return [];
  const parameters = owner.members.filter(ts.isConstructorDeclaration).flatMap((one) => [...one.parameters]);
  return parameters
    .map((parameter) => checker.getTypeAtLocation(parameter).getNonNullableType().getProperty(name))
    .filter((option) => option !== undefined);
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
function isForeign(program: ts.Program, { declarations }: ts.Symbol): boolean {
  const file = declarations?.[0].getSourceFile();
  return file === undefined || program.isSourceFileDefaultLibrary(file) || file.fileName.includes('/node_modules/');
}

function relative(program: ts.Program, { fileName }: ts.SourceFile): string {
  const folder = `${program.getCurrentDirectory()}/`;
  return fileName.startsWith(folder) ? fileName.slice(folder.length) : fileName;
}
