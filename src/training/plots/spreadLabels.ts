/**
 * Moves labels apart that would cover each other, each as little as its neighbours allow.
 *
 * @param wanted Where each label would stand.
 * @param gap Least distance between two.
 * @returns Where each stands, in the order given.
 */
export function spreadLabels(wanted: readonly number[], gap: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  // Labels that touch move as one cluster, centred on where its members would stand.
  const clusters: { members: number[]; first: number }[] = [];
  for (const i of order) {
    let cluster = { members: [i], first: wanted[i] };
    for (let below = clusters.at(-1); below && below.first + below.members.length * gap > cluster.first;) {
      const members = [...below.members, ...cluster.members];
      const first = members.reduce((sum, member, rank) => sum + wanted[member] - rank * gap, 0) / members.length;
      cluster = { members, first };
      clusters.pop();
      below = clusters.at(-1);
    }
    clusters.push(cluster);
  }
  const placed = new Array<number>(wanted.length);
  for (const { members, first } of clusters) members.forEach((member, rank) => (placed[member] = first + rank * gap));
  return placed;
}
