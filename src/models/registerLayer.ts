import { checkFunction } from '../config/checkFunction.js';
import { checkText } from '../config/checkText.js';
import { formatValue } from '../config/formatValue.js';
import { Module } from '../modules/Module.js';
import { layers, type ConfigurableModuleClass } from './index.js';

/**
 * Lets configurations name a layer or a model of one's own: {@link modelToJson} writes it, {@link modelFromJson} makes it
 * again. The list of classes is closed otherwise; nothing is looked up outside of it.
 *
 * @param className What configurations call it: letters and digits, a letter first.
 * @param layerClass Extends {@link Module}, and has a method `getConfig` that gives all its options as plain data. Its
 * constructor takes them, unless there is a static `fromConfig` that does.
 * @throws Error when the name, in any spelling, is taken, or the class lacks something.
 */
export function registerLayer(className: string, layerClass: ConfigurableModuleClass): void {
  checkText('registerLayer', 'className', className);
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(className)) {
    throw new Error(`registerLayer: className must be letters and digits, a letter first, got '${className}'`);
  }
  checkFunction('registerLayer', 'layerClass', layerClass);
  const prototype: unknown = layerClass.prototype;
  if (!(prototype instanceof Module)) {
    throw new Error(`registerLayer: layerClass must extend Module, got ${formatValue(layerClass)} that does not`);
  }
  const { getConfig } = prototype as { getConfig?: unknown };
  if (typeof getConfig !== 'function') {
    throw new Error(`registerLayer: layerClass must have a method getConfig, got ${formatValue(getConfig)}`);
  }
  const { fromConfig } = layerClass as { fromConfig?: unknown };
  if (fromConfig !== undefined) checkFunction('registerLayer', 'layerClass.fromConfig', fromConfig);
  layers.register(className, layerClass, 'registerLayer');
}
