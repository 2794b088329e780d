import ts from 'typescript';

/** A program of these files in `/project`, without a disk and without the standard library. The first is its entry. */
export function programOf(files: Record<string, string>): { program: ts.Program; entry: string } {
  const { ESNext } = ts.ModuleKind;
  const options = { module: ESNext, target: ts.ScriptTarget.ES2022, strict: true, noLib: true };
  const host = ts.createCompilerHost(options);
  host.getCurrentDirectory = () => '/project';
  const texts = new Map(Object.entries(files).map(([path, text]) => [`/project/${path}`, text]));
  host.fileExists = (path) => texts.has(path);
  host.directoryExists = () => true;
  host.readFile = (path) => texts.get(path);
  host.getSourceFile = (path, target) => {
    const text = texts.get(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, target);
  };
  const [entry] = texts.keys();
  return { program: ts.createProgram([entry], options, host), entry };
}
