import { backendInfo } from '../backends/backendInfo.js';
import { packageVersion } from './packageVersion.js';
import { textHash } from './textHash.js';

/** What a run was made with, beside what it was told. A run goes on with the same text, and warns of another arithmetic. */
export interface RunRecord {
  versions: { talkingHeads: string; node: string };
  /** What computes: another one, or another build of it, gives other last bits. */
  arithmetic: string;
  text: { characters: number; sha256: string };
}

/** The record of a run on this machine. */
export function recordOf(text: string): RunRecord {
  const { name, build, blas } = backendInfo();
  return {
    versions: { talkingHeads: packageVersion(), node: process.versions.node },
    arithmetic: [name, build, blas].filter((part) => part !== undefined).join(', '),
    text: { characters: text.length, sha256: textHash(text) },
  };
}
