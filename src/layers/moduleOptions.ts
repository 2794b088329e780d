import type { ModuleOptions } from '../modules/Module.js';

/** Names of the options of every module. */
export const MODULE_OPTIONS = ['name', 'trainable', 'seed'] as const satisfies readonly (keyof ModuleOptions)[];
