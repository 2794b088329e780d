import { assertDiskFaults } from '../checkpoints/checkpointFaults.js';

describe('saving to a disk that has ever more room, less than a file needs', () => {
  it('tells so each time, leaves what was there, and nothing else', async () => {
    // A page after the other, up to the last that is too few for the 80,000 bytes of the smallest file.
    await assertDiskFaults(Array.from({ length: 20 }, (_, pages) => 4096 * pages));
  });
});
