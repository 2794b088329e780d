/** A bug that is planted to see whether the tests find it. */
export interface Mutation {
  /** What is wrong, in a few words; no other has the same. */
  name: string;
  /** Path from the root of the checkout. */
  file: string;
  /** Text that stands in the file exactly once. */
  find: string;
  /** What stands there instead: a wrong value, not a crash. */
  replace: string;
  /** Import statements that the replacement needs. */
  imports?: string;
  /** Test files that are likely to find it, run before all the others. */
  tests?: readonly string[];
}
