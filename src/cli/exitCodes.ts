import { CommanderError } from 'commander';
import { CheckpointError } from '../checkpoints/CheckpointError.js';
import { SafetensorsError } from '../checkpoints/SafetensorsError.js';
import { ConfigError } from '../runs/config/ConfigError.js';
import { NameError } from '../runs/names/NameError.js';
import { RunFolderError } from '../runs/RunFolderError.js';
import { RunLockedError } from '../runs/RunLockedError.js';

/** What the exit codes of the command mean, for its help. */
export const EXIT_CODES = `Exit codes:
  0    done
  1    it failed: a loss that is not finite, a file that cannot be written, anything unforeseen
  2    an argument, a configuration or a name is wrong
  3    the run cannot be used: in use by another process, without a checkpoint that is valid, not a run
  130  stopped by Ctrl-C (SIGINT); what was trained is saved
  143  stopped by SIGTERM; what was trained is saved`;

/** The exit code of a command that ended with an error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ConfigError || error instanceof NameError) return 2;
  if (error instanceof RunFolderError || error instanceof RunLockedError || error instanceof SafetensorsError) return 3;
  if (error instanceof CheckpointError) return UNUSABLE.includes(error.reason) ? 3 : 1;
  return 1;
}

/** What is wrong with a checkpoint that is there, rather than with one that is being written. */
const UNUSABLE: readonly string[] = ['damaged', 'digest', 'format', 'version', 'mismatch', 'missing'];
