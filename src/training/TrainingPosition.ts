/** How far a training has come. With the weights, the optimizer's state and the seed it is all that going on needs. */
export interface TrainingPosition {
  /** Steps taken. */
  step: number;
  /** Batches drawn: several to a step where gradients are accumulated, and one for each that was skipped. */
  batches: number;
}
