/** A bad value of an argument, in a call that must be refused: at once, or by a promise that rejects. */
export type ArgumentCase = readonly [
  /** As `publicArguments` names it. */
  argument: string,
  call: () => unknown,
  /** The whole message. */
  throws: string,
];

/** A value as a caller without types would give it. */
export function bad<T>(value: unknown): T {
  return value as T;
}
