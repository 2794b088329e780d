import type { RunConfig } from './config/runConfigSchema.js';
import { textHash } from './textHash.js';

/** What two configurations share that say the same, in whatever order: the SHA-256 of their JSON with sorted keys. */
export function configHash(config: RunConfig): string {
  return textHash(JSON.stringify(config, sortKeys));
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
