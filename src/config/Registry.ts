import { didYouMean } from './didYouMean.js';
import { formatValue } from './formatValue.js';
import { camelCase, snakeCase } from './letterCase.js';
import type { Made, OptionKinds } from './OptionKinds.js';
import { optionName } from './optionName.js';
import { readConfig } from './readConfig.js';
import { readSerialized, type KerasSerialized, type Serialized } from './Serialized.js';
import { writeConfig } from './writeConfig.js';

/** What a registry needs of its objects. */
export interface Configurable {
  /** Options that make an equal object. */
  getConfig(): Record<string, unknown>;
  /** What it was built for, where it has parts that depend on the shape of inputs. */
  readonly builtShape?: unknown;
}

/**
 * What stands for an object in the options of another: the name of its class, the object itself, or its serialized form
 * with some or all options. Names are read as `glorotUniform`, `GlorotUniform` or `glorot_uniform`.
 */
export type Identifier<T> =
  | string
  | T
  | {
      /** Name of the class, in any of the spellings. */
      className: string;
      /** Some or all options. Default: those of the class. */
      config?: Record<string, unknown>;
    }
  | {
      /** Name of the class, as Keras writes it. */
      class_name: string;
      /** The same, in snake_case or camelCase. */
      config?: Record<string, unknown>;
    };

/** A class of a registry. Where it has no `fromConfig` of its own, its constructor takes the options. */
export type RegistryClass<T> = (new (options: never) => T) & {
  /** Makes an object of the options of a configuration, in camelCase. */
  fromConfig?(config: Record<string, unknown>): T;
};

/** What is particular to a registry. */
export interface RegistryOptions extends OptionKinds {
  /** Further names of classes: `{ adamw: 'AdamW' }`. */
  aliases?: Record<string, string>;
  /** By class, the options of an object that is asked for by name only. Default: the defaults of the class. */
  namedOptions?: Record<string, Record<string, unknown>>;
  /** Options that may hold objects of the registry itself, one or a list. */
  nestedInItself?: readonly string[];
}

/**
 * The classes of one kind that a configuration can name, and no others: nothing is looked up outside of this list.
 *
 * @typeParam T The base class of the kind.
 */
export class Registry<T extends Configurable> {
  readonly #kind: string;
  readonly #base: { readonly prototype: T };
  readonly #classes = new Map<string, RegistryClass<T>>();
  readonly #classNames = new Map<string, string>();
  readonly #namedOptions: Map<string, Record<string, unknown>>;
  readonly #optionKinds: OptionKinds;

  /**
   * @param kind What the objects are, for error messages: `initializer`.
   * @param base Their base class. Any object of it is accepted, also one of a class that is not listed.
   * @param classes By the name that configurations use, which must be the one in Keras.
   */
  constructor(
    kind: string,
    base: { readonly prototype: T },
    classes: Record<string, RegistryClass<T>>,
    { aliases = {}, namedOptions = {}, nestedInItself = [], ...kinds }: RegistryOptions = {},
  ) {
    this.#kind = kind;
    this.#base = base;
    for (const [name, type] of Object.entries(classes)) this.register(name, type);
    for (const [alias, name] of Object.entries(aliases)) this.#classNames.set(alias, name);
    this.#namedOptions = new Map(Object.entries(namedOptions));
    const itself = Object.fromEntries(nestedInItself.map((option) => [option, this]));
    this.#optionKinds = { ...kinds, nested: { ...kinds.nested, ...itself } };
  }

  /**
   * Adds a class.
   *
   * @param where Begins the error message. Default: the kind.
   * @throws Error when the name, in any spelling, is taken.
   */
  register(name: string, type: RegistryClass<T>, where = this.#kind): void {
    const spellings = [name, camelCase(name), snakeCase(name)];
    if (spellings.some((spelling) => this.#classNames.has(spelling))) {
      throw new Error(`${where}: className must be one that is not taken, got '${name}'`);
    }
    for (const spelling of spellings) this.#classNames.set(spelling, name);
    this.#classes.set(name, type);
  }

  /** Names of all classes, as {@link serialize} writes them. */
  get names(): string[] {
    return [...this.#classes.keys()];
  }

  /**
   * The object an identifier stands for. An object is returned as it is, anything else makes a new one.
   *
   * A `null` in a serialized form is an option left out, since Keras writes every option.
   *
   * @param name What the argument is called in error messages. Default: the kind.
   * @param made Told of each object that is made of a serialized form.
   * @throws Error such as `initializer must be one of zeros, ones, got 'zeroes'; did you mean 'zeros'?`, or when an
   * option is unknown.
   */
  get(identifier: Identifier<T>, name = this.#kind, made?: Made): T {
    if (this.#isObject(identifier)) return identifier;
    if (typeof identifier === 'string') {
      const className = this.#className(identifier, name);
      return this.#make(className, this.#namedOptions.get(className) ?? {});
    }
    const serialized = readSerialized(name, identifier);
    if (serialized === undefined) return this.#refuse(identifier, name);
    const className = this.#className(serialized.className, `${name}.${serialized.key}`);
    return this.#make(className, serialized.config, made, serialized.inputShape);
  }

  /** As {@link get}, and `undefined` for `null` or `undefined`. */
  getOptional(identifier: Identifier<T> | null | undefined, name = this.#kind): T | undefined {
    return identifier === null || identifier === undefined ? undefined : this.get(identifier, name);
  }

  /**
   * The plain data that {@link get} makes an equal object of. Options that are `undefined` are left out.
   *
   * @param object Also one that is plain data already.
   * @throws Error when the class is not listed, or an option is a function.
   */
  serialize(object: T | Serialized | KerasSerialized): Serialized {
    const { name, options, inputShape } = this.#describe(object);
    const config = writeConfig(name, options, this.#optionKinds, 'own');
    return { className: name, config, ...(inputShape === undefined ? {} : { buildConfig: { inputShape } }) };
  }

  /** As {@link serialize}, in the form of Keras. */
  serializeKeras(object: T | Serialized | KerasSerialized): KerasSerialized {
    const { name, options, inputShape } = this.#describe(object);
    const config = writeConfig(name, options, this.#optionKinds, 'keras');
    const built = inputShape === undefined ? {} : { build_config: { input_shape: inputShape } };
    return { class_name: name, config, ...built };
  }

  #isObject(value: unknown): value is T {
    return Object.prototype.isPrototypeOf.call(this.#base.prototype, value as object);
  }

  #refuse(got: unknown, name: string): never {
    const known = this.#known();
    throw new Error(`${name} must be one of ${known.join(', ')}, got ${formatValue(got)}${didYouMean(got, known)}`);
  }

  #known(): string[] {
    return this.names.map(camelCase);
  }

  #className(given: unknown, name: string): string {
    return this.#classNames.get(given as string) ?? this.#refuse(given, name);
  }

  #make(name: string, config: Record<string, unknown>, made?: Made, inputShape?: unknown): T {
    const options = readConfig(name, config, this.#optionKinds, made);
    const type = this.#classes.get(name)!;
    // An inherited one would make an object of the class it comes from.
    const ownFromConfig = Object.hasOwn(type, 'fromConfig');
    const object = ownFromConfig ? type.fromConfig!(options) : new type(options as never);
    made?.(object, inputShape);
    const known = Object.keys(object.getConfig());
    const unknown = Object.keys(options).find((option) => !known.includes(option));
    if (unknown === undefined) return object;
    const key = Object.keys(config).find((given) => optionName(given) === unknown)!;
    const allowed = known.length === 0 ? 'be empty' : `hold only ${known.join(', ')}`;
    throw new Error(`${name}: config must ${allowed}, got '${key}'${didYouMean(key, known)}`);
  }

  #describe(object: T | Serialized | KerasSerialized): {
    name: string;
    options: Record<string, unknown>;
    inputShape?: unknown;
  } {
    if (this.#isObject(object)) {
      return { name: this.#nameOf(object), options: object.getConfig(), inputShape: object.builtShape };
    }
    const plain = readSerialized(this.#kind, object);
    if (plain === undefined) return this.#refuse(object, this.#kind);
    const { className, key, config, inputShape } = plain;
    const options = Object.entries(config).map(([name, value]): [string, unknown] => [optionName(name), value]);
    return {
      name: this.#className(className, `${this.#kind}.${key}`),
      options: Object.fromEntries(options),
      inputShape,
    };
  }

  #nameOf(object: T): string {
    for (const [name, type] of this.#classes) if (object.constructor === type) return name;
    const known = this.#known().join(', ');
    throw new Error(`${this.#kind} must be one of ${known} to be serialized, got ${formatValue(object)}`);
  }
}
