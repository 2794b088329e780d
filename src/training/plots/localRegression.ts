/** A point of a curve. */
export interface Point {
  x: number;
  y: number;
}

/**
 * Smooths noise away: at each place, the value there of a straight line fitted to the nearest points, near ones weighing
 * more (Cleveland 1979, without the robust rounds). Unlike a moving average it neither lags nor bends at the ends.
 *
 * @param points In order of x.
 * @param fraction Share of all points that each fit uses, in (0, 1]; never fewer than three points.
 * @param count At how many places at most the curve is wanted. The ends are among them.
 */
export function localRegression(points: readonly Point[], fraction: number, count: number): Point[] {
  const size = Math.min(points.length, Math.max(3, Math.round(fraction * points.length)));
  const places = Math.min(points.length, count);
  const smooth: Point[] = [];
  let start = 0;
  for (let i = 0; i < places; i++) {
    const { x } = points[places === 1 ? 0 : Math.round((i * (points.length - 1)) / (places - 1))];
    while (start + size < points.length && points[start + size].x - x < x - points[start].x) start++;
    smooth.push({ x, y: fitAt(x, points.slice(start, start + size)) });
  }
  return smooth;
}

/** Value at x of the line with the least weighted squares; the weighted mean where all points share one x. */
function fitAt(x: number, points: readonly Point[]): number {
  // A little beyond the farthest point, which would otherwise weigh nothing.
  const reach = 1.0001 * Math.max(x - points[0].x, points[points.length - 1].x - x) || 1;
  const weights = points.map((point) => (1 - (Math.abs(point.x - x) / reach) ** 3) ** 3);
  const mean = (f: (point: Point) => number): number =>
    points.reduce((sum, point, i) => sum + weights[i] * f(point), 0) / weights.reduce((sum, weight) => sum + weight, 0);
  const [meanX, meanY] = [mean((point) => point.x), mean((point) => point.y)];
  const variance = mean((point) => (point.x - meanX) ** 2);
  const covariance = mean((point) => (point.x - meanX) * (point.y - meanY));
  return variance > 0 ? meanY + (covariance / variance) * (x - meanX) : meanY;
}
