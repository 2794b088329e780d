import { checkObject } from './checkObject.js';
import { didYouMean } from './didYouMean.js';

/** An object as plain data that JSON can hold. */
export interface Serialized {
  className: string;
  config: Record<string, unknown>;
  /** What it was built for; none where it was not. */
  buildConfig?: { inputShape: unknown };
}

/** An object as Keras writes it: the keys of `config` are in snake_case. */
export interface KerasSerialized {
  class_name: string;
  config: Record<string, unknown>;
  /** What it was built for; none where it was not. */
  build_config?: { input_shape: unknown };
}

/** What a serialized form says, in either style. */
export interface ReadSerialized {
  className: unknown;
  /** Under which key the name of the class stood. */
  key: 'className' | 'class_name';
  config: Record<string, unknown>;
  inputShape?: unknown;
}

/** `module` and `registered_name` are Keras's; the name of the class says the same. */
const KEYS = ['className', 'class_name', 'config', 'buildConfig', 'build_config', 'module', 'registered_name'];

/**
 * Reads a serialized form.
 *
 * @param argument What it is called in error messages.
 * @returns Undefined for what names no class.
 * @throws Error when it holds another key than those of the two styles.
 */
export function readSerialized(argument: string, serialized: unknown): ReadSerialized | undefined {
  if (typeof serialized !== 'object' || serialized === null) return undefined;
  const { className, class_name: kerasName, config = {} } = serialized as Partial<Serialized & KerasSerialized>;
  if (className === undefined && kerasName === undefined) return undefined;
  refuseOthers(argument, serialized, KEYS, 'className and config');
  const { buildConfig, build_config: kerasBuildConfig } = serialized as Partial<Serialized & KerasSerialized>;
  return {
    className: className ?? kerasName,
    key: className === undefined ? 'class_name' : 'className',
    config,
    inputShape: readInputShape(argument, buildConfig ?? kerasBuildConfig ?? {}),
  };
}

function readInputShape(argument: string, buildConfig: { inputShape?: unknown; input_shape?: unknown }): unknown {
  checkObject(argument, 'buildConfig', buildConfig);
  refuseOthers(`${argument}.buildConfig`, buildConfig, ['inputShape', 'input_shape'], 'inputShape');
  return buildConfig.inputShape ?? buildConfig.input_shape ?? undefined;
}

function refuseOthers(name: string, value: object, known: readonly string[], named: string): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  throw new Error(`${name} must hold only ${named}, got '${unknown}'${didYouMean(unknown, known)}`);
}
