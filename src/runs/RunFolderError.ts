/** A folder that cannot be that of the run that is meant. */
export class RunFolderError extends Error {
  override readonly name = 'RunFolderError';
}
