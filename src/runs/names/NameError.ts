/** A name that must not become part of a path. */
export class NameError extends Error {
  override readonly name = 'NameError';
  /** What was given. */
  readonly given: unknown;

  constructor(message: string, given: unknown, options?: ErrorOptions) {
    super(message, options);
    this.given = given;
  }
}
