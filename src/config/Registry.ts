import { formatValue } from './formatValue.js';
import { camelCase, snakeCase } from './letterCase.js';

/** What a registry needs of its objects. */
export interface Configurable {
  /** Options that make an equal object. */
  getConfig(): Record<string, unknown>;
}

/** An object as plain data that JSON can hold. */
export interface Serialized {
  className: string;
  config: Record<string, unknown>;
}

/** An object as Keras writes it: the keys of `config` are in snake_case. */
export interface KerasSerialized {
  class_name: string;
  config: Record<string, unknown>;
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

type Class<T> = new (options: never) => T;

/** What is particular to a registry. */
export interface RegistryOptions {
  /** Further names of classes: `{ adamw: 'AdamW' }`. */
  aliases?: Record<string, string>;
  /** By class, the options of an object that is asked for by name only. Default: the defaults of the class. */
  namedOptions?: Record<string, Record<string, unknown>>;
  /** Options whose values are names, which Keras writes in snake_case: `mode: 'fan_in'`. */
  enumerations?: readonly string[];
  /** Keys that a configuration of Keras holds and that say nothing of what is computed: `jit_compile`. */
  ignored?: readonly string[];
  /** Options that may hold objects of another registry. */
  nested?: Record<string, Registry<Configurable>>;
}

const SERIALIZED_KEYS = ['className', 'class_name', 'config', 'module', 'registered_name'];

/**
 * The classes of one kind that a configuration can name, and no others: nothing is looked up outside of this list.
 *
 * @typeParam T The base class of the kind.
 */
export class Registry<T extends Configurable> {
  readonly #kind: string;
  readonly #base: { readonly prototype: T };
  readonly #classes: Map<string, Class<T>>;
  readonly #classNames = new Map<string, string>();
  readonly #namedOptions: Map<string, Record<string, unknown>>;
  readonly #enumerations: readonly string[];
  readonly #ignored: readonly string[];
  readonly #nested: Map<string, Registry<Configurable>>;

  /**
   * @param kind What the objects are, for error messages: `initializer`.
   * @param base Their base class. Any object of it is accepted, also one of a class that is not listed.
   * @param classes By the name that configurations use, which must be the one in Keras.
   */
  constructor(
    kind: string,
    base: { readonly prototype: T },
    classes: Record<string, Class<T>>,
    { aliases = {}, namedOptions = {}, enumerations = [], ignored = [], nested = {} }: RegistryOptions = {},
  ) {
    this.#kind = kind;
    this.#base = base;
    this.#classes = new Map(Object.entries(classes));
    for (const name of this.#classes.keys()) {
      for (const spelling of [name, camelCase(name), snakeCase(name)]) this.#classNames.set(spelling, name);
    }
    for (const [alias, name] of Object.entries(aliases)) this.#classNames.set(alias, name);
    this.#namedOptions = new Map(Object.entries(namedOptions));
    this.#enumerations = enumerations;
    this.#ignored = ignored;
    this.#nested = new Map(Object.entries(nested));
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
   * @throws Error such as `initializer must be one of zeros, ones, got 'foo'`, or when an option is unknown.
   */
  get(identifier: Identifier<T>, name = this.#kind): T {
    if (this.#isObject(identifier)) return identifier;
    if (typeof identifier === 'string') {
      const className = this.#className(identifier, name);
      return this.#make(className, this.#namedOptions.get(className) ?? {});
    }
    if (typeof identifier !== 'object' || identifier === null) return this.#refuse(identifier, name);
    return this.#deserialize(identifier, name);
  }

  /** As {@link get}, and `undefined` for `null` or `undefined`. */
  getOptional(identifier: Identifier<T> | null | undefined, name = this.#kind): T | undefined {
    return identifier === null || identifier === undefined ? undefined : this.get(identifier, name);
  }

  /**
   * The plain data that {@link get} makes an equal object of. Options that are `undefined` are left out.
   *
   * @throws Error when the class is not listed, or an option is a function.
   */
  serialize(object: T): Serialized {
    return { className: this.#nameOf(object), config: this.#configOf(object, false) };
  }

  /** As {@link serialize}, in the form of Keras. */
  serializeKeras(object: T): KerasSerialized {
    return { class_name: this.#nameOf(object), config: this.#configOf(object, true) };
  }

  #isObject(value: unknown): value is T {
    return Object.prototype.isPrototypeOf.call(this.#base.prototype, value as object);
  }

  #refuse(got: unknown, name: string): never {
    throw new Error(`${name} must be one of ${this.#known()}, got ${formatValue(got)}`);
  }

  #known(): string {
    return [...this.#classes.keys()].map(camelCase).join(', ');
  }

  #className(given: unknown, name: string): string {
    return this.#classNames.get(given as string) ?? this.#refuse(given, name);
  }

  #deserialize(serialized: object, argument: string): T {
    const { className, class_name: kerasName, config = {} } = serialized as Partial<Serialized & KerasSerialized>;
    const given = className ?? kerasName;
    if (given === undefined) return this.#refuse(serialized, argument);
    const unknown = Object.keys(serialized).find((key) => !SERIALIZED_KEYS.includes(key));
    if (unknown !== undefined) {
      throw new Error(`${argument} must hold only className and config, got '${unknown}'`);
    }
    const key = className === undefined ? 'class_name' : 'className';
    const name = this.#className(given, `${argument}.${key}`);
    if (typeof config !== 'object' || config === null || Array.isArray(config)) {
      throw new Error(`${name}: config must be an object, got ${formatValue(config)}`);
    }
    return this.#make(name, config);
  }

  #make(name: string, config: Record<string, unknown>): T {
    const given = Object.entries(config).filter(
      ([key, value]) => value !== null && value !== undefined && !this.#ignored.includes(key),
    );
    const options = given.map(([key, value]): [string, unknown] => [optionName(key), value]);
    const values = options.map(([option, value]): [string, unknown] => [option, this.#read(option, value)]);
    const object = new (this.#classes.get(name)!)(Object.fromEntries(values) as never);
    const known = Object.keys(object.getConfig());
    const unknown = options.findIndex(([option]) => !known.includes(option));
    if (unknown !== -1) {
      const allowed = known.length === 0 ? 'be empty' : `hold only ${known.join(', ')}`;
      throw new Error(`${name}: config must ${allowed}, got '${given[unknown][0]}'`);
    }
    return object;
  }

  #read(option: string, value: unknown): unknown {
    if (typeof value === 'object') return this.#nested.get(option)?.get(value as Identifier<Configurable>) ?? value;
    return typeof value === 'string' && this.#enumerations.includes(option) ? camelCase(value) : value;
  }

  #nameOf(object: T): string {
    for (const [name, type] of this.#classes) if (object.constructor === type) return name;
    throw new Error(`${this.#kind} must be one of ${this.#known()} to be serialized, got ${formatValue(object)}`);
  }

  #configOf(object: T, keras: boolean): Record<string, unknown> {
    const options = Object.entries(object.getConfig()).filter(([, value]) => value !== undefined);
    const write = (option: string, value: unknown): unknown => {
      if (typeof value === 'function') {
        throw new Error(`${this.#nameOf(object)}: ${option} must be plain data to be serialized, got a function`);
      }
      if (keras && this.#enumerations.includes(option)) return snakeCase(value as string);
      const nested = this.#nested.get(option);
      if (nested === undefined || typeof value !== 'object') return value;
      return keras ? nested.serializeKeras(value as Configurable) : nested.serialize(value as Configurable);
    };
    return Object.fromEntries(
      options.map(([option, value]) => [keras ? snakeCase(option) : option, write(option, value)]),
    );
  }
}

/** The option a key stands for; a key that is neither in camelCase nor in snake_case stands for itself. */
function optionName(key: string): string {
  const option = camelCase(key);
  return key === snakeCase(option) ? option : key;
}
