import { parseRunConfig } from './config/parseRunConfig.js';
import { readRunConfig } from './config/readRunConfig.js';
import type { RunConfig } from './config/runConfigSchema.js';
import type { RunFolder } from './RunFolder.js';
import { RunFolderError } from './RunFolderError.js';
import type { RunRecord } from './RunRecord.js';

/** What `config.json` says. */
export interface StoredRun {
  config: RunConfig;
  record: RunRecord;
}

/** Writes what a run was told, and what it is made with. */
export async function storeRun(folder: RunFolder, { config, record }: StoredRun): Promise<void> {
  await folder.writeConfig({ ...config, record });
}

/**
 * Reads what {@link storeRun} wrote.
 *
 * @throws ConfigError when it is no configuration any more.
 * @throws RunFolderError when it does not say what the run was made with.
 */
export async function loadRun(folder: RunFolder): Promise<StoredRun> {
  const stored = parseRunConfig(await folder.readConfig(), folder.config) as { record?: RunRecord };
  const { record } = stored;
  if (typeof record?.text?.sha256 !== 'string' || typeof record.arithmetic !== 'string') {
    throw new RunFolderError(`${folder.config} must have the record of a run, got one without`);
  }
  return { config: readRunConfig(withoutRecord(stored)), record };
}

/** A configuration alone: that of a run can be given to another one. */
export function withoutRecord(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return stored;
  return Object.fromEntries(Object.entries(stored).filter(([key]) => key !== 'record'));
}
