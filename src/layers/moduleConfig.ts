import type { AnyModule, ModuleOptions } from '../modules/Module.js';

/** The options that every module has, as plain data. */
export function moduleConfig({ name, trainable, seed }: AnyModule): ModuleOptions {
  return { name, trainable, seed };
}
