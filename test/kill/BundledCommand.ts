import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** A process of the command. */
export interface RunningCommand {
  process: ChildProcess;
  /** Resolves when something was printed that matches, or the process has ended. */
  saying: (text: RegExp) => Promise<void>;
  /** Resolves to its end, with all that it has printed. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; printed: string }>;
}

/** The command as it stands in src, in one file: it starts in a fraction of the time that a loader of TypeScript needs. */
export class BundledCommand {
  private constructor(
    /** A folder for the files of tests. */
    readonly folder: string,
    private readonly file: string,
  ) {}

  /** Bundles the command; packages stay where they are. */
  static async make(): Promise<BundledCommand> {
    const folder = mkdtempSync(join(tmpdir(), 'killed-'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    // The command reads the manifest two folders above itself.
    symlinkSync(join(root, 'package.json'), join(folder, 'package.json'));
    const file = join(folder, 'src/cli/main.js');
    await build({
      ...{ entryPoints: [join(root, 'src/cli/main.ts')], outfile: file },
      ...{ bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'warning' },
      // The manifest says which files of dist have side effects; these are of src.
      ignoreAnnotations: true,
    });
    return new BundledCommand(folder, file);
  }

  /** Starts it. */
  start(...args: string[]): RunningCommand {
    const env = { ...process.env, NODE_OPTIONS: '' };
    const child = spawn(process.execPath, [this.file, ...args], { cwd: this.folder, env });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (printed += data.toString()));
    const ended = once(child, 'close').then(([code, signal]: unknown[]) => ({
      ...{ code: code as number | null, signal: signal as NodeJS.Signals | null, printed },
    }));
    const saying = (text: RegExp): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => void (text.test(printed) && resolve());
        for (const stream of [child.stdout, child.stderr]) stream.on('data', look);
        void ended.then(() => resolve());
        look();
      });
    return { process: child, saying, ended };
  }

  /** Removes all of it. */
  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
