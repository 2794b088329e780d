import { bad, type ArgumentCase } from './ArgumentCase.js';

/** Bad identifiers of an object of a registry. */
export function identifierCases(
  get: { name: string; (identifier: never): unknown },
  known: string,
  className: string,
): ArgumentCase[] {
  const where = get.name;
  const argument = `${where}.identifier`;
  const must = `must be one of ${known}, got`;
  return [
    [argument, () => get(bad('foo')), `${where}: identifier ${must} 'foo'`],
    [argument, () => get(bad(5)), `${where}: identifier ${must} 5`],
    [`${argument}.className`, () => get(bad({ className: 3 })), `${where}: identifier.className ${must} 3`],
    [`${argument}.class_name`, () => get(bad({ class_name: 'Foo' })), `${where}: identifier.class_name ${must} 'Foo'`],
    [`${argument}.config`, () => get(bad({ className, config: 5 })), `${className}: config must be an object, got 5`],
  ];
}
