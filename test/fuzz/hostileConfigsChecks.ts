import { assert } from 'chai';
import { ConfigError } from '../../src/runs/config/ConfigError.js';
import { makeModel } from '../../src/runs/config/makeModel.js';
import { makeOptimizer } from '../../src/runs/config/makeOptimizer.js';
import { parseRunConfig } from '../../src/runs/config/parseRunConfig.js';
import { readRunConfig } from '../../src/runs/config/readRunConfig.js';
import type { RunConfig } from '../../src/runs/config/runConfigSchema.js';
import { MARK } from './hostileConfigs.js';

/** How long a configuration may take, in milliseconds. */
const LONGEST = 1000;
/** Of what is accepted, a model is made of every so many: it takes a hundred times as long. */
const MODEL_EVERY = 20;

/** Puts hostile configurations to the test, and counts what came of it. */
export class HostileConfigsChecks {
  /** Texts; those that were accepted; optimizers and models that were made of them, or refused. */
  readonly counts = { texts: 0, accepted: 0, optimizers: 0, refusedOptimizers: 0, models: 0, refusedModels: 0 };
  /** The longest that one took, in milliseconds. */
  longest = 0;
  readonly #shared = describeShared();

  /** Fails when a text has any effect but that it is accepted, or refused with a ConfigError, soon. */
  check(text: string): void {
    const start = performance.now();
    this.counts.texts++;
    const config = orConfigError(() => readRunConfig(parseRunConfig(text, 'hostile.json')));
    const plain = jsonOf(text);
    const parsed = plain === undefined ? undefined : orConfigError(() => readRunConfig(plain.value));
    const took = performance.now() - start;
    this.longest = Math.max(this.longest, took);
    assert.isAtMost(took, LONGEST);
    if (config !== undefined) {
      assert.deepEqual(parsed, config);
      this.#checkAccepted(config);
    }
    assert.notProperty({}, MARK);
    assert.notProperty(globalThis, MARK);
  }

  /** Fails when what all objects share is not as it was at the beginning. */
  checkShared(): void {
    assert.deepEqual(describeShared(), this.#shared);
  }

  #checkAccepted(config: RunConfig): void {
    this.counts.accepted++;
    assert.deepEqual(readRunConfig(config), config);
    assert.deepEqual(readRunConfig(JSON.parse(JSON.stringify(config))), config);
    if (orConfigError(() => makeOptimizer(config)) === undefined) this.counts.refusedOptimizers++;
    else this.counts.optimizers++;
    if (this.counts.accepted % MODEL_EVERY !== 0) return;
    const { numLayers, width, contextLength, innerSize = 0 } = config.model;
    // Of the defaults, only one layer: four of them take as long as a thousand texts.
    const small = { ...config, model: { ...config.model, numLayers: Math.min(numLayers, 1) } };
    if (Math.max(width, contextLength, innerSize) > 128) return;
    const model = orConfigError(() => makeModel(small, 5));
    if (model === undefined) this.counts.refusedModels++;
    else this.counts.models++;
    model?.dispose();
  }
}

/** What a call gives; undefined when it throws a ConfigError that is fit to be shown. Other errors pass. */
function orConfigError<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    assert.isTrue(error.message.startsWith('config: '), error.message);
    assert.isString(error.path);
    return undefined;
  }
}

function jsonOf(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** The properties of the prototypes that a configuration could reach, and their values. */
function describeShared(): unknown[] {
  const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Number.prototype];
  return [...prototypes, Object, globalThis.JSON].map((shared) =>
    Reflect.ownKeys(shared).map((key) => [key, Reflect.getOwnPropertyDescriptor(shared, key)]),
  );
}

/**
 * Runs a call while no code can be made from text: by `Function` or `eval`.
 *
 * @returns How often somebody tried.
 */
export function withoutCodeFromText(call: () => void): number {
  const { Function: ordinary, eval: direct } = globalThis;
  let tries = 0;
  const refuse = function (): never {
    tries++;
    throw new Error('code was made from text');
  };
  refuse.prototype = ordinary.prototype as unknown;
  Object.assign(globalThis, { Function: refuse, eval: refuse });
  try {
    call();
  } finally {
    Object.assign(globalThis, { Function: ordinary, eval: direct });
  }
  return tries;
}
