import type { Point } from './localRegression.js';

/**
 * Leaves out points of a long curve that a picture cannot show: of each of `count / 2` stretches the lowest and the
 * highest point stay, so that no spike is lost. Curves of at most `count` points stay as they are.
 *
 * @param points In order of x.
 */
export function thinCurve(points: readonly Point[], count: number): Point[] {
  if (points.length <= count) return [...points];
  const stretches = Math.floor(count / 2);
  return Array.from({ length: stretches }, (_, i) => {
    const start = Math.floor((i * points.length) / stretches);
    const stretch = points.slice(start, Math.floor(((i + 1) * points.length) / stretches));
    const lowest = stretch.reduce((best, point) => (point.y < best.y ? point : best));
    const highest = stretch.reduce((best, point) => (point.y > best.y ? point : best));
    return lowest.x <= highest.x ? [lowest, highest] : [highest, lowest];
  }).flat();
}
