import { mkdir, readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeWhole } from '../checkpoints/writeWhole.js';
import { insideFolder } from './names/insideFolder.js';
import { RunFolderError } from './RunFolderError.js';

/** All that a run writes right inside of its folder, but its lock, which is made anew. */
const NAMES = [
  'config.json',
  'checkpoints',
  'metrics.jsonl',
  'plots',
  'samples.txt',
  'text.txt',
  'weights.safetensors',
];

/** Where the files of a run are. */
export class RunFolder {
  private constructor(readonly path: string) {}

  /** Everything that the run was told, with all defaults, and what it ran on; it can be the configuration of another run. */
  get config(): string {
    return join(this.path, 'config.json');
  }

  /** The checkpoints, see `CheckpointFolder`. */
  get checkpoints(): string {
    return join(this.path, 'checkpoints');
  }

  /** What happened, see `MetricsLog`. */
  get metrics(): string {
    return join(this.path, 'metrics.jsonl');
  }

  /** Pictures. */
  get plots(): string {
    return join(this.path, 'plots');
  }

  /** Texts that the model wrote along the way. */
  get samples(): string {
    return join(this.path, 'samples.txt');
  }

  /** A text that came by standard input: there is no other place to read it from again. */
  get text(): string {
    return join(this.path, 'text.txt');
  }

  /**
   * Makes a new folder.
   *
   * @throws RunFolderError when there is something in it.
   * @throws NameError when what it shall hold is a link.
   */
  static async create(path: string): Promise<RunFolder> {
    await mkdir(path, { recursive: true });
    const held = await readdir(path);
    if (held.length > 0) {
      throw new RunFolderError(
        `--run must be a new or empty folder, got ${path} with ${held[0]} in it; resume goes on`,
      );
    }
    return new RunFolder(resolve(path)).withSubfolders();
  }

  /**
   * Makes the first of `runs/<name>`, `runs/<name>-2`, … that is new or empty.
   *
   * @throws NameError for a name that `checkRunName` refuses, and where it is a link.
   */
  static async createNew(name: string): Promise<RunFolder> {
    await mkdir('runs', { recursive: true });
    for (let count = 1; ; count++) {
      const path = await insideFolder('runs', count === 1 ? name : `${name}-${count}`);
      try {
        await mkdir(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        // An empty one is left by a run that did not come to begin.
        if ((await readdir(path)).length > 0) continue;
      }
      return new RunFolder(resolve(path)).withSubfolders();
    }
  }

  /**
   * The folder of a run that was begun.
   *
   * @throws RunFolderError when it holds no configuration.
   * @throws NameError when one of its files is a link: what is written must stay in the folder.
   */
  static async open(path: string): Promise<RunFolder> {
    const folder = new RunFolder(resolve(path));
    const entries = await readdir(folder.path).catch(() => undefined);
    if (entries?.includes('config.json') === true) return folder.withSubfolders();
    const got = entries === undefined ? 'no folder' : 'a folder without it';
    throw new RunFolderError(`run must be a folder with the config.json of a run, got ${got} at ${path}`);
  }

  /** Writes what the run was told. */
  async writeConfig(config: object): Promise<void> {
    const text = `${JSON.stringify(config, undefined, 2)}\n`;
    await writeWhole('RunFolder', this.config, () => new TextEncoder().encode(text), 'JSON.stringify');
  }

  /** What {@link writeConfig} wrote, as text. */
  readConfig(): Promise<string> {
    return readFile(this.config, 'utf8');
  }

  /** Takes back what {@link create} made, and a text, of a run that did not come to begin. */
  async discard(): Promise<void> {
    await rm(this.text, { force: true });
    for (const folder of [this.checkpoints, this.plots]) await rmdir(folder);
  }

  private async withSubfolders(): Promise<this> {
    // What is added to would be followed, where it is a link, to wherever that leads.
    for (const name of NAMES) await insideFolder(this.path, name);
    await mkdir(this.checkpoints, { recursive: true });
    await mkdir(this.plots, { recursive: true });
    return this;
  }
}
