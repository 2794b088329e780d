import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkList } from '../config/checkList.js';
import { checkObject } from '../config/checkObject.js';
import { checkText } from '../config/checkText.js';
import { RandomKey } from '../engine/random/RandomKey.js';
import { formatShape, sizeOf, type Shape } from '../engine/shapes.js';
import { asWeight } from './asWeight.js';
import { checkBuildArguments } from './checkBuildArguments.js';
import { Parameter } from './Parameter.js';
import { matchesPath } from './pathPattern.js';

/** Options of every module. */
export interface ModuleOptions {
  /** Default: the class's name in snake_case, numbered from the second on. */
  name?: string;
  /** Whether training changes the parameters inside. Default true. */
  trainable?: boolean;
  /** Where the first values of the parameters come from. Without it the name decides. */
  seed?: number;
}

/** A parameter's value as plain numbers, row-major. */
export interface Weight {
  /** Path of the parameter. */
  name: string;
  /** Sizes of its axes, outermost first. */
  shape: Shape;
  /** A copy. */
  values: Float32Array;
}

const timesNamed = new Map<string, number>();

/**
 * Something with parameters: a layer, a block, a model.
 *
 * Parameters and modules inside are found by walking the fields, through arrays, plain objects and maps, in the order
 * in which they were made. The dotted path that leads to a parameter is its name: `blocks.0.attention.query.kernel`.
 * One that is reached by two paths has the first as its name and is counted once.
 *
 * A layer of one's own has `build(shape, key)`, which makes the parameters, and `call`, which begins with
 * `this.ensureBuilt(inputs.shape)`.
 *
 * @typeParam BuildShape What `build` is told of the inputs: a shape, or several.
 */
export abstract class Module<BuildShape = Shape> {
  readonly name: string;
  /** Whether training changes the parameters inside. */
  trainable: boolean;
  /** As given. */
  readonly seed?: number;
  readonly #key: RandomKey;
  #built = false;
  #builtShape: unknown;

  /** @throws Error when an option is of a wrong type, or the seed is not a whole number in [0, 2⁵³). */
  constructor(options: ModuleOptions = {}) {
    const where = this.constructor.name;
    const { name, trainable = true, seed } = checkObject(where, 'options', options);
    if (name !== undefined) checkText(where, 'name', name);
    checkBoolean(where, 'trainable', trainable);
    this.name = name ?? uniqueName(this.constructor);
    this.trainable = trainable;
    this.seed = seed;
    this.#key = seed === undefined ? RandomKey.fromSeed(0).fold(this.name) : RandomKey.fromSeed(seed);
    const build = this.build.bind(this);
    const buildOnce = (shape: BuildShape, key: RandomKey = this.#key): void => {
      checkBuildArguments(where, shape, key);
      if (this.#built) return;
      try {
        build(shape, key);
        this.#built = true;
        this.#builtShape = shape;
      } catch (error) {
        this.dispose();
        throw error;
      }
    };
    Object.defineProperty(this, 'build', { value: buildOnce });
  }

  /** Whether the parameters exist. */
  get built(): boolean {
    return this.#built;
  }

  /** What the parameters were made for; undefined before. */
  get builtShape(): unknown {
    return this.#builtShape;
  }

  /**
   * Makes the parameters. Runs once, however often it is called; {@link ensureBuilt} calls it when needed.
   *
   * @param _shape Shape of the inputs; only the sizes that shape parameters matter.
   * @param _key Where first values come from: each parameter folds in its own name, each module inside as well.
   */
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the parameters document what subclasses receive
  build(_shape: BuildShape, _key?: RandomKey): void {
    return;
  }

  /** Builds from the shape of the first inputs. Each `call` begins with it. */
  ensureBuilt(shape: BuildShape): void {
    if (!this.#built) this.build(shape);
  }

  /** Every parameter inside by path, each once. */
  parameters(): Map<string, Parameter> {
    const found = new Map<string, Parameter>();
    walk(this, '', true, new Set(), (path, parameter) => found.set(path, parameter));
    return found;
  }

  /** The parameters that training changes, by path: their own flag and that of every module around them is set. */
  trainableParameters(): Map<string, Parameter> {
    const found = new Map<string, Parameter>();
    walk(this, '', true, new Set(), (path, parameter, trainable) => {
      if (trainable && parameter.trainable) found.set(path, parameter);
    });
    return found;
  }

  /**
   * Keeps training from changing the parameters whose path matches; `*` is any text without a dot, `**` any text.
   *
   * @throws Error when no path matches.
   */
  freeze(pattern = '**'): void {
    this.#setTrainable(pattern, false);
  }

  /** Undoes {@link freeze}. */
  unfreeze(pattern = '**'): void {
    this.#setTrainable(pattern, true);
  }

  #setTrainable(pattern: string, trainable: boolean): void {
    checkText(this.name, 'pattern', pattern);
    const matching = [...this.parameters()].filter(([path]) => matchesPath(pattern, path));
    if (matching.length === 0) throw new Error(`${this.name}: pattern must match a parameter, got '${pattern}'`);
    for (const [, parameter] of matching) parameter.trainable = trainable;
  }

  /** Copies of all values, in order. Nothing to dispose. */
  getWeights(): Weight[] {
    return [...this.parameters()].map(([name, { value, shape }]) => {
      return { name, shape: [...shape], values: new Float32Array(value.dataSync()) };
    });
  }

  /**
   * Sets all values, in the order of {@link getWeights}.
   *
   * @param weights One per parameter: what `getWeights` gave, tensors, or flat or nested arrays.
   * @throws Error when their number or a shape differs; then no value has changed.
   */
  setWeights(weights: readonly (Tensor | ArrayLike<number> | Pick<Weight, 'values'>)[]): void {
    const parameters = [...this.parameters()];
    checkList(this.name, 'weights', weights);
    if (weights.length !== parameters.length) {
      throw new Error(`${this.name}: weights must be ${parameters.length} tensors, got ${weights.length}`);
    }
    tidy(() => {
      const values = parameters.map(([path, parameter], i) => asWeight(this.name, path, weights[i], parameter.shape));
      parameters.forEach(([, parameter], i) => parameter.assign(values[i]));
    });
  }

  /** A table of all parameters: path, shape, number of values, whether they train. */
  summary(): string {
    const trainable = this.trainableParameters();
    const rows = [...this.parameters()].map(([path, { shape }]) => {
      return [path, formatShape(shape), sizeOf(shape).toLocaleString('en'), trainable.has(path) ? '' : 'frozen'];
    });
    const total = (map: Map<string, Parameter>): string =>
      [...map.values()].reduce((sum, { shape }) => sum + sizeOf(shape), 0).toLocaleString('en');
    const table = [['parameter', 'shape', 'values', ''], ...rows];
    const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column].length)));
    const line = (row: string[]): string =>
      row.map((cell, i) => (i === 2 ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  ');
    return [this.name, ...table.map(line), `${total(this.parameters())} values, ${total(trainable)} of them trained`]
      .map((text) => text.trimEnd())
      .join('\n');
  }

  /** Frees all parameters. The module cannot be used afterwards. */
  dispose(): void {
    for (const parameter of this.parameters().values()) parameter.dispose();
  }
}

type Visit = (path: string, parameter: Parameter, trainable: boolean) => void;

/** Visits the parameters inside of a value, as every training step does several times. The path begins with a dot. */
function walk(value: unknown, path: string, trainable: boolean, seen: Set<object>, visit: Visit): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  if (value instanceof Parameter) {
    seen.add(value);
    visit(path.slice(1), value, trainable);
    return;
  }
  const isModule = value instanceof Module;
  const isMap = value instanceof Map;
  if (!isModule && !isMap && !Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return;
  seen.add(value);
  const trains = trainable && (!isModule || value.trainable);
  const enter = (inner: unknown, key: unknown): void => walk(inner, `${path}.${String(key)}`, trains, seen, visit);
  if (isMap) value.forEach(enter);
  else for (const key of Object.keys(value)) enter((value as Record<string, unknown>)[key], key);
}

function uniqueName({ className, name }: { className?: string; name: string }): string {
  const base = (className ?? name).replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_').toLowerCase();
  const times = timesNamed.get(base) ?? 0;
  timesNamed.set(base, times + 1);
  return times === 0 ? base : `${base}_${times}`;
}

/** A module, whatever it is built of. */
export type AnyModule = Module<never>;
