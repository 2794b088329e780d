import { checkInstance } from '../config/checkInstance.js';
import { Module } from './Module.js';

/**
 * Refuses what is not a module, such as a layer's class or its options.
 *
 * @throws Error such as `saveWeights: module must be a Module, got undefined`.
 */
export function checkModule(where: string, name: string, value: unknown): void {
  checkInstance(where, name, value, Module, 'a Module');
}
