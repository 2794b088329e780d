/** Options of a call of a layer that knows positions. */
export interface PositionOptions {
  /** Position of the first element; of queries, where keys count from 0. Default 0. */
  offset?: number;
}
