import type { Identifier } from '../config/Registry.js';
import { checkObject } from '../config/checkObject.js';
import { checkText } from '../config/checkText.js';
import { formatValue } from '../config/formatValue.js';
import { Module, type AnyModule } from '../modules/Module.js';
import { layers, type ConfigurableModule } from './index.js';

const WHERE = 'modelFromJson';

/**
 * Makes a layer or model of what {@link modelToJson} wrote, or Keras: one serialized layer, with keys in camelCase or
 * snake_case. Parameters are made where the written model had them, and have first values; `setWeights` and
 * `loadWeights` give them those of the written one.
 *
 * Only classes of the list are made: those of this package, and those of {@link registerLayer}.
 *
 * @throws Error when the text is no JSON, or a class, an option or a shape is unknown or wrong; then nothing is left.
 */
export function modelFromJson(text: string): AnyModule {
  const serialized = checkObject(WHERE, 'text', parse(text));
  const made: { module: ConfigurableModule; inputShape: unknown }[] = [];
  try {
    const model = layers.get(serialized as Identifier<ConfigurableModule>, `${WHERE}: text`, (object, inputShape) => {
      if (object instanceof Module) made.push({ module: object as ConfigurableModule, inputShape });
    });
    // Those outside first: a model gives what it builds inside random keys of its own.
    for (const { module, inputShape } of made.reverse()) if (inputShape !== undefined) build(module, inputShape);
    return model;
  } catch (error) {
    for (const { module } of made) module.dispose();
    throw error;
  }
}

function parse(text: string): object {
  checkText(WHERE, 'text', text);
  try {
    return JSON.parse(text) as object;
  } catch {
    throw new Error(`${WHERE}: text must be JSON, got ${formatValue(text)}`);
  }
}

/** A class may build from a shape of any kind, and fails in its own way on another kind. */
function build(module: ConfigurableModule, inputShape: unknown): void {
  try {
    module.ensureBuilt(knownSizes(inputShape) as never);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(
      `${WHERE}: inputShape of ${module.name} must be one that it can be built for, got ${formatValue(inputShape)}: ` +
        message,
      { cause: error },
    );
  }
}

/** Keras writes null for a size that no parameter depends on, such as that of the batch. */
function knownSizes(shape: unknown): unknown {
  if (Array.isArray(shape)) return shape.map((size: unknown) => size ?? 1);
  if (typeof shape !== 'object' || shape === null) return shape;
  return Object.fromEntries(Object.entries(shape).map(([name, one]) => [name, knownSizes(one)]));
}
