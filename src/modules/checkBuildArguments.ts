import { checkRandomKey } from '../engine/random/RandomKey.js';
import { checkSizes } from '../engine/shapes.js';

/** Refuses what is neither a shape nor an object that holds several, and a key that is none. */
export function checkBuildArguments(where: string, shape: unknown, key: unknown): void {
  if (typeof shape !== 'object' || shape === null || Array.isArray(shape)) checkSizes(where, 'shape', shape);
  checkRandomKey(where, 'key', key);
}
