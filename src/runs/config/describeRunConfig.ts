import { expected } from './expected.js';
import { keysAt, schemaAt } from './schemaAt.js';

/**
 * All keys of the configuration as options of the command line, by section, each with its description, what it may be and
 * its default: a part of a help text.
 */
export function describeRunConfig(): string {
  return keysAt([]).map(describeSection).join('\n\n');
}

function describeSection(section: string): string {
  const lines = keysAt([section]).map((key) => describeKey(section, key));
  return [`${schemaAt([section])!.description}:`, ...lines].join('\n');
}

function describeKey(section: string, key: string): string {
  const node = schemaAt([section, key])!;
  const isPlain = node.default === undefined || node.type === 'object';
  const preset = isPlain ? '' : `; default ${JSON.stringify(node.default)}`;
  return `  --${section}.${key}\n      ${node.description} (${expected(node)}${preset})`;
}
