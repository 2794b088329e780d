import { busyLine, OtherProcesses } from './OtherProcesses.js';

/** Listens for a second, and says so where the machine does other work. */
export async function warnOfOthers(say: (line: string) => void): Promise<void> {
  const before = new OtherProcesses();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const warning = busyLine(before.share());
  if (warning !== undefined) say(`Warning: ${warning}`);
}
