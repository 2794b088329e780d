import { assert } from 'chai';

/** What `programs/trainTiny.js` gives. */
export interface TinyTraining {
  backend: string;
  losses: number[];
  leaked: number;
}

/** That the loss fell from what a guess costs, and that steps left no tensor behind. */
export function assertTrained({ backend, losses, leaked }: TinyTraining, expectedBackend: string): void {
  console.log(`      ${backend}: loss ${losses[0].toFixed(4)}, after 20 steps ${losses.at(-1)!.toFixed(4)}`);
  assert.equal(backend, expectedBackend);
  assert.lengthOf(losses, 20);
  assert.approximately(losses[0], Math.log(5), 0.2);
  assert.isBelow(losses.at(-1)!, losses[0] / 2);
  assert.equal(leaked, 0);
}
