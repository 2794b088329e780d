import * as z from 'zod';
import { runConfigSchema } from './runConfigSchema.js';

/**
 * The JSON schema (draft 2020-12) of what `readRunConfig` accepts, with descriptions and defaults: editors complete and
 * check configurations by it. The same object, anew, at every call.
 */
export function runConfigJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(runConfigSchema, { io: 'input', target: 'draft-2020-12' });
}
