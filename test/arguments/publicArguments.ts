import ts from 'typescript';

/** What callers of a package can pass. */
export interface PublicArguments {
  /** Dotted names: `einsum.equation`, `Adam.options.learningRate`, `Dense.call.x`. */
  names: string[];
  /** What is left out, by name, with the reason. */
  excluded: Map<string, string>;
}

/** Why some arguments are not checked by the function that declares them; undefined for all others. */
type Exclusion = (method: ts.Symbol | undefined, type: ts.Type) => string | undefined;

/**
 * Every argument that entry files let a caller pass: of functions, of public constructors and of public methods.
 *
 * An options object counts, and so does each of its properties: an options object is of a type without call signatures
 * that the package declares and that is not a class. A method counts at each class that declares it; one inherited from
 * a class that is not exported at each exported class that inherits it. Overloads count once.
 */
export function publicArguments(program: ts.Program, entries: readonly string[]): PublicArguments {
  const checker = program.getTypeChecker();
  const names = new Set<string>();
  const excluded = new Map<string, string>();
  const exported = entries.flatMap((entry) => exportsOf(checker, program.getSourceFile(entry)!));
  const classes = new Set(exported.filter(({ flags }) => flags & ts.SymbolFlags.Class));

  const collect = (owner: string, signatures: readonly ts.Signature[], method?: ts.Symbol): void => {
    for (const parameter of signatures.flatMap((signature) => signature.getParameters())) {
      const type = checker.getTypeOfSymbol(parameter);
      const name = `${owner}.${parameterName(parameter)}`;
      const reason = exclusion(method, type);
      if (reason !== undefined) {
        excluded.set(name, reason);
        continue;
      }
      names.add(name);
      for (const option of optionsOf(program, type)) names.add(`${name}.${option}`);
    }
  };
  for (const symbol of exported) {
    const type = checker.getTypeOfSymbol(symbol);
    if (isError(checker, symbol)) {
      excluded.set(symbol.name, 'an error: who throws it says what it is told');
      continue;
    }
    if (!classes.has(symbol)) {
      collect(symbol.name, type.getCallSignatures());
      continue;
    }
    collect(symbol.name, type.getConstructSignatures().filter(isPublicSignature));
    const instance = checker.getDeclaredTypeOfSymbol(symbol);
    for (const method of [...checker.getPropertiesOfType(instance), ...checker.getPropertiesOfType(type)]) {
      const declaring = declaringClass(checker, method);
      const inherited = declaring !== symbol && declaring !== undefined && classes.has(declaring);
      if (!(method.flags & ts.SymbolFlags.Method) || !isPublic(method) || inherited) continue;
      collect(`${symbol.name}.${method.name}`, checker.getTypeOfSymbol(method).getCallSignatures(), method);
    }
  }
  return { names: [...names].sort(), excluded };
}

/** The two kinds of arguments that no function can refuse, and the one that its only caller has checked. */
const exclusion: Exclusion = (method, type) => {
  const modifiers = ts.getCombinedModifierFlags(method?.declarations?.[0] ?? ({} as ts.Declaration));
  if (modifiers & ts.ModifierFlags.Abstract) return 'abstract: whoever implements it checks';
  const owner = method?.declarations?.[0].parent;
  const ofOptimizer =
    owner !== undefined && ts.isClassDeclaration(owner) && /optimizers/.test(owner.getSourceFile().fileName);
  if (ofOptimizer && /^(init|update)$/.test(method!.name))
    return 'the rule of an optimizer: apply calls it, and checks';
  const anything = type.isTypeParameter() && type.getConstraint() === undefined;
  return anything
    ? "a type of the caller's own, handed on to a function of the caller's: every value is valid"
    : undefined;
};

function exportsOf(checker: ts.TypeChecker, file: ts.SourceFile): ts.Symbol[] {
  const all = checker.getExportsOfModule(checker.getSymbolAtLocation(file)!);
  const values = all.map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol));
  return values.filter(
    ({ flags }) => flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class | ts.SymbolFlags.Variable),
  );
}

function isError(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  const bases = symbol.flags & ts.SymbolFlags.Class ? checker.getDeclaredTypeOfSymbol(symbol).getBaseTypes() : [];
  return (bases ?? []).some((base) => base.symbol.name === 'Error');
}

/** A parameter that is taken apart at once has no name of its own. */
function parameterName({ name, valueDeclaration }: ts.Symbol): string {
  const declared = valueDeclaration !== undefined && ts.isParameter(valueDeclaration) && valueDeclaration.name;
  return declared && ts.isObjectBindingPattern(declared) ? 'options' : name.replace(/^_/, '');
}

/** Names of the properties of the options objects among what a type allows. */
function optionsOf(program: ts.Program, type: ts.Type): string[] {
  const bound = type.getConstraint();
  const given = (bound ?? type).getNonNullableType();
  if (given.isUnionOrIntersection()) return given.types.flatMap((part) => optionsOf(program, part));
  const { Interface, TypeLiteral } = ts.SymbolFlags;
  const symbol = given.getSymbol();
  if (symbol === undefined || !(symbol.flags & (Interface | TypeLiteral)) || isForeign(program, symbol)) return [];
  if (given.getCallSignatures().length > 0) return [];
  return given.getProperties().map(({ name }) => name);
}

function isForeign(program: ts.Program, { declarations }: ts.Symbol): boolean {
  const file = declarations?.[0].getSourceFile();
  return file === undefined || program.isSourceFileDefaultLibrary(file) || file.fileName.includes('/node_modules/');
}

function isPublicSignature({ declaration }: ts.Signature): boolean {
  return declaration === undefined || isPublicDeclaration(declaration);
}

function isPublic({ declarations }: ts.Symbol): boolean {
  const [declaration] = declarations!;
  const isPrivateName = ts.isClassElement(declaration) && declaration.name?.kind === ts.SyntaxKind.PrivateIdentifier;
  return !isPrivateName && isPublicDeclaration(declaration);
}

function isPublicDeclaration(declaration: ts.Declaration): boolean {
  const { Private, Protected } = ts.ModifierFlags;
  return (ts.getCombinedModifierFlags(declaration) & (Private | Protected)) === 0;
}

function declaringClass(checker: ts.TypeChecker, { declarations }: ts.Symbol): ts.Symbol | undefined {
  const parent = declarations?.[0].parent;
  const named = parent !== undefined && ts.isClassDeclaration(parent) ? parent.name : undefined;
  return named && checker.getSymbolAtLocation(named);
}
