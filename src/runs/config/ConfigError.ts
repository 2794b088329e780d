/** What is wrong in the configuration of a run, and where: the only error that reading one throws. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** Keys down to what is wrong, with dots between: `training.steps`. Empty for the whole. */
  readonly path: string;

  /**
   * @param path Keys down to what is wrong, with dots between.
   * @param problem What follows `config: ` in the message.
   */
  constructor(path: string, problem: string, options?: ErrorOptions) {
    super(`config: ${problem}`, options);
    this.path = path;
  }
}
