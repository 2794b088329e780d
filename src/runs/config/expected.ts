import { variantsOf, type SchemaNode, type SchemaVariant } from './schemaAt.js';

/**
 * What must hold of a value, in the words of this package: `a whole number, at least 1, or null`.
 *
 * @param value The one that was refused, if any. The largest whole number is named only to what is beyond it.
 */
export function expected(node: SchemaNode, value?: unknown): string {
  return variantsOf(node)
    .map((variant) => phrase(variant, value))
    .join(', or ');
}

function phrase(node: SchemaVariant, value: unknown): string {
  if (node.enum !== undefined) return `one of ${node.enum.join(', ')}`;
  switch (node.type) {
    case 'integer':
      return `a whole number${bounds(node, value)}`;
    case 'number':
      return `a finite number${bounds(node, value)}`;
    case 'boolean':
      return 'true or false';
    case 'string':
      return 'a string that is not empty';
    case 'object':
      return 'an object';
    case 'null':
      return 'null';
    case undefined:
      return 'plain data';
  }
}

function bounds({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: SchemaVariant, value: unknown): string {
  const isBeyond = typeof value === 'number' && value > Number.MAX_SAFE_INTEGER;
  const most = maximum === Number.MAX_SAFE_INTEGER && !isBeyond ? undefined : maximum;
  const given = { 'at least': minimum, above: exclusiveMinimum, 'at most': most, below: exclusiveMaximum };
  return Object.entries(given)
    .map(([word, bound]) => (bound === undefined ? '' : `, ${word} ${bound}`))
    .join('');
}
