/** Blue for −1, white for 0, red for 1: told apart by colour-blind readers too (ColorBrewer 2, scheme RdBu). */
export const divergingStops: readonly string[] = [
  '#053061',
  '#2166ac',
  '#4393c3',
  '#92c5de',
  '#d1e5f0',
  '#f7f7f7',
  '#fddbc7',
  '#f4a582',
  '#d6604d',
  '#b2182b',
  '#67001f',
];

/** The scale's colour of a value in [−1, 1], as `#rrggbb`; values outside get the colour of the end. */
export function divergingColor(value: number): string {
  const place = ((Math.min(1, Math.max(-1, value)) + 1) / 2) * (divergingStops.length - 1);
  const below = Math.min(Math.floor(place), divergingStops.length - 2);
  const [low, high] = [channels(divergingStops[below]), channels(divergingStops[below + 1])];
  const mixed = low.map((channel, i) => Math.round(channel + (place - below) * (high[i] - channel)));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

const channels = (color: string): number[] => [1, 3, 5].map((start) => parseInt(color.slice(start, start + 2), 16));
