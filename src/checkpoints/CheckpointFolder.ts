import { checkBoolean } from '../config/checkBoolean.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { checkText } from '../config/checkText.js';
import type { AnyModule } from '../modules/Module.js';
import type { Optimizer } from '../optimizers/Optimizer.js';
import { checkCheckpoint, type CheckpointOptions } from './Checkpoint.js';
import { checkpointName, stepOfCheckpointName } from './checkpointName.js';
import { encodeCheckpoint } from './encodeCheckpoint.js';
import { fileFailure } from './fileFailure.js';
import { findCheckpoint, type FoundCheckpoint } from './findCheckpoint.js';
import { folderFiles, removeFolderFiles } from './folderFiles.js';
import { nodeFiles } from './nodeFiles.js';
import { isPartialPath } from './partialPath.js';
import { rankCheckpoints } from './rankCheckpoints.js';
import { LOSS } from './readCheckpointLoss.js';
import { writeWhole } from './writeWhole.js';

/** Options of {@link CheckpointFolder}. */
export interface CheckpointFolderOptions {
  /** How many of the newest stay. Default 3. */
  keep?: number;
  /** Whether the one of the lowest loss stays as well. Default true. */
  keepBest?: boolean;
}

/** What is saved in a {@link CheckpointFolder}. */
export interface CheckpointFolderSave extends CheckpointOptions {
  /** Of held-out data. Stands in the file as the detail `loss`. Default: none, and it cannot be the best. */
  loss?: number;
}

/** A file of a {@link CheckpointFolder}. */
export interface CheckpointEntry {
  /** The file. */
  path: string;
  /** How many updates the training had made. */
  step: number;
}

/**
 * The checkpoints of one training, `step-00000123.safetensors` and so on. Files with other names, links and folders are
 * left alone. Node only. One process at a time may save.
 */
export class CheckpointFolder {
  /** Its path. */
  readonly folder: string;
  readonly #keep: number;
  readonly #keepBest: boolean;

  /**
   * @param folder Made when something is saved.
   * @throws Error when an option is out of its range.
   */
  constructor(folder: string, options: CheckpointFolderOptions = {}) {
    checkText('CheckpointFolder', 'folder', folder);
    const { keep = 3, keepBest = true } = checkOptions('CheckpointFolder', options, ['keep', 'keepBest']);
    checkNumber('CheckpointFolder', 'keep', keep, { whole: true, atLeast: 1 });
    checkBoolean('CheckpointFolder', 'keepBest', keepBest);
    this.folder = folder;
    this.#keep = keep;
    this.#keepBest = keepBest;
  }

  /**
   * Writes a checkpoint, in place of one of the same step, and then removes old ones: of those up to this step the newest
   * `keep` stay, and the best. Those of later steps stay, from which a training went back, and what cannot be read.
   *
   * @returns Its path.
   * @throws CheckpointError when it cannot be written, as `saveCheckpoint`; then no other was removed.
   * @throws Error when an option is out of its range, and in a browser.
   */
  async save(module: AnyModule, optimizer: Optimizer, options: CheckpointFolderSave): Promise<string> {
    const where = 'CheckpointFolder.save';
    checkCheckpoint(where, module, optimizer, options);
    const { step, batches, details = {}, loss } = options;
    if (Object.hasOwn(details, LOSS)) throw new Error(`${where}: details must not hold ${LOSS}, an option, got it`);
    if (loss !== undefined) checkNumber(where, 'loss', loss);
    const withLoss = loss === undefined ? details : { ...details, [LOSS]: String(loss) };
    // At once: training may go on before the folder is there.
    const bytes = encodeCheckpoint(module, optimizer, { step, batches, details: withLoss });
    const { mkdir } = nodeFiles(where, this.folder, 'encodeCheckpoint');
    try {
      await mkdir(this.folder, { recursive: true });
    } catch (error) {
      throw fileFailure(where, this.folder, error, 'write', bytes.length);
    }
    const path = this.#pathOf(checkpointName(step));
    await writeWhole(where, path, () => bytes, 'encodeCheckpoint');
    await this.#prune(where, step);
    return path;
  }

  /** All checkpoints, the oldest first, whether they are valid or not; none when there is no folder. */
  async list(): Promise<CheckpointEntry[]> {
    return this.#list('CheckpointFolder.list');
  }

  /**
   * Reads the newest valid checkpoint. Damaged ones are told of and passed over.
   *
   * @returns undefined when there is no checkpoint.
   * @throws CheckpointError (`damaged`) when there are some and none is valid: to begin anew is for people to decide.
   */
  async newest(): Promise<FoundCheckpoint | undefined> {
    const where = 'CheckpointFolder.newest';
    const paths = (await this.#list(where)).map(({ path }) => path);
    return findCheckpoint(where, this.folder, paths.reverse(), []);
  }

  /**
   * Reads the valid checkpoint of the lowest loss, of equal ones the newest. Damaged ones are told of and passed over.
   *
   * @returns undefined when none was saved with a loss.
   * @throws CheckpointError (`damaged`) when some are damaged, and no valid one was saved with a loss.
   */
  async best(): Promise<FoundCheckpoint | undefined> {
    const where = 'CheckpointFolder.best';
    const { bestFirst, skipped } = await rankCheckpoints(where, await this.#list(where));
    const paths = bestFirst.map(({ path }) => path);
    return findCheckpoint(where, this.folder, paths, skipped);
  }

  /**
   * Removes what processes left that were killed while they wrote, at the start of a run: nobody else may be writing.
   *
   * @returns The paths of what was removed.
   * @throws CheckpointError when something cannot be removed.
   */
  async sweep(): Promise<string[]> {
    const where = 'CheckpointFolder.sweep';
    const paths = (await folderFiles(where, this.folder)).filter(isPartialPath).map((name) => this.#pathOf(name));
    await removeFolderFiles(where, paths);
    return paths;
  }

  async #list(where: string): Promise<CheckpointEntry[]> {
    const steps = (await folderFiles(where, this.folder)).map(stepOfCheckpointName);
    const sorted = steps.filter((step) => step !== undefined).sort((a, b) => a - b);
    return sorted.map((step) => ({ path: this.#pathOf(checkpointName(step)), step }));
  }

  async #prune(where: string, savedStep: number): Promise<void> {
    const older = (await this.#list(where)).filter(({ step }) => step <= savedStep);
    const { readable, bestFirst } = await rankCheckpoints(where, older);
    const kept = new Set([...readable.slice(-this.#keep), ...(this.#keepBest ? bestFirst.slice(0, 1) : [])]);
    const removed = readable.filter((entry) => !kept.has(entry)).map(({ path }) => path);
    await removeFolderFiles(where, removed);
  }

  #pathOf(name: string): string {
    return process.getBuiltinModule('node:path').join(this.folder, name);
  }
}
