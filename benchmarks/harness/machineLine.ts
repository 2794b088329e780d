import { cpus } from 'node:os';

/** The machine that computed, in a line: processor, cores, Node. */
export function machineLine(): string {
  const all = cpus();
  return `${all[0].model.trim()}, ${all.length} cores, Node ${process.versions.node}`;
}
