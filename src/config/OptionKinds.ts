/** Told of each object that is made of a serialized form, those inside first, with the shape it had been built for. */
export type Made = (object: object, inputShape?: unknown) => void;

/** A registry, as another one sees it. */
export interface NestedRegistry {
  get(identifier: never, name?: string, made?: Made): object;
  serialize(object: never): unknown;
  serializeKeras(object: never): unknown;
}

/** Which options of a kind of objects are more than plain data, and what Keras calls them. */
export interface OptionKinds {
  /** Options whose values are names, which Keras writes in snake_case: `mode: 'fan_in'`. */
  enumerations?: readonly string[];
  /** By an option's name, or by how it ends (`Initializer`): the registry of the objects it holds, one or a list. */
  nested?: Record<string, NestedRegistry>;
  /** Options that only this package has: Keras would refuse them, so its form lacks them. */
  ownOptions?: readonly string[];
  /** Keys that a configuration of Keras holds and that say nothing of what is computed: `jit_compile`. */
  ignored?: readonly string[];
  /**
   * Whether an option that Keras writes says nothing here. Default: none.
   *
   * @throws Error when it asks for what does not exist here.
   */
  saysNothing?: (where: string, option: string, value: unknown) => boolean;
}

/** The registry of what an option holds. */
export function nestedRegistry({ nested = {} }: OptionKinds, option: string): NestedRegistry | undefined {
  return Object.entries(nested).find(([end]) => option === end || (/^[A-Z]/.test(end) && option.endsWith(end)))?.[1];
}
