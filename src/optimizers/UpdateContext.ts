/** Where an update stands. */
export interface UpdateContext {
  /** Which update this is: 1 for the first. */
  step: number;
  /** Of this update and parameter. */
  learningRate: number;
}
