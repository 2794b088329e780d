import { runConfigJsonSchema } from './runConfigJsonSchema.js';

/** What JSON schemas call the types of values. */
type ValueType = 'object' | 'string' | 'integer' | 'number' | 'boolean' | 'null';

/** What a JSON schema says of a place; nothing at all where anything is accepted. */
export interface SchemaNode {
  type?: ValueType | ValueType[];
  description?: string;
  default?: unknown;
  enum?: string[];
  anyOf?: SchemaNode[];
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  exclusiveMaximum?: number;
  properties?: Record<string, SchemaNode>;
  /** False where only `properties` are accepted. */
  additionalProperties?: false | SchemaNode;
}

/** {@link SchemaNode} with one type at most. */
export type SchemaVariant = Omit<SchemaNode, 'type'> & { type?: ValueType };

const root = runConfigJsonSchema() as SchemaNode;

/** What the configuration holds at a place; undefined where it has none of that name. */
export function schemaAt(keys: readonly PropertyKey[]): SchemaNode | undefined {
  return keys.reduce<SchemaNode | undefined>((node, key) => node && below(node, String(key)), root);
}

/** Names of the keys below a place. */
export function keysAt(keys: readonly PropertyKey[]): string[] {
  return Object.keys(schemaAt(keys)?.properties ?? {});
}

/** The types of values that a place may hold, each by itself; one without a type where it may hold any. */
export function variantsOf(node: SchemaNode): SchemaVariant[] {
  const { anyOf = [node] } = node;
  return anyOf.flatMap(({ type, ...others }) => [type].flat().map((one) => ({ ...others, type: one })));
}

function below({ type, properties = {}, additionalProperties }: SchemaNode, key: string): SchemaNode | undefined {
  if (Object.hasOwn(properties, key)) return properties[key];
  // Below options that only their class knows, anything goes.
  return type === undefined ? {} : additionalProperties || undefined;
}
