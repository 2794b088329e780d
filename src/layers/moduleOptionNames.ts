import type { ModuleOptions } from '../modules/Module.js';

/** Names of the options of every module. */
export const moduleOptionNames = ['name', 'trainable', 'seed'] as const satisfies readonly (keyof ModuleOptions)[];
