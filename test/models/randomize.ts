import type { AnyModule } from '../../src/modules/Module.js';
import { Random } from '../float64/random.js';

/**
 * Sets all parameters to random numbers of about 0.5: the first values of embeddings are so small that a normalization
 * bends within the steps of a check by differences.
 */
export function randomize(model: AnyModule): void {
  const random = new Random(9);
  model.setWeights([...model.parameters().values()].map(({ shape }) => random.normals(shape, 0.5).values));
}
