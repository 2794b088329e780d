/** A norm of rows, its parameters and a cotangent, in numbers that float32 holds. */
export interface NormCase {
  x: Float32Array;
  width: number;
  /** Whether the mean is taken off: layer norm, or else RMS norm. */
  centred: boolean;
  gamma?: Float32Array;
  beta?: Float32Array;
  epsilon: number;
  cotangent: Float32Array;
}

/** Doubles, and the sum of the sizes of the terms that each is made of: what rounding errors are measured by. */
export interface Reference {
  values: Float64Array;
  scales: Float64Array;
}

/** The norm and its gradients in double precision, by the textbook's formulas. */
export function normReference(given: NormCase): Record<'y' | 'dx' | 'dGamma' | 'dBeta', Reference> {
  const { x, width, centred, gamma, beta, epsilon, cotangent } = given;
  const make = (size: number): Reference => ({ values: new Float64Array(size), scales: new Float64Array(size) });
  const [y, dx, dGamma, dBeta] = [make(x.length), make(x.length), make(width), make(width)];
  const average = (numbers: number[]): number => numbers.reduce((sum, value) => sum + value, 0) / width;
  for (let row = 0; row < x.length / width; row++) {
    const at = row * width;
    const numbers = Array.from(x.subarray(at, at + width));
    const dy = cotangent.subarray(at, at + width);
    const middle = centred ? average(numbers) : 0;
    const distances = numbers.map((value) => value - middle);
    const deviation = Math.sqrt(average(distances.map((value) => value * value)) + epsilon);
    const standard = distances.map((value) => value / deviation);
    const h = standard.map((_, i) => dy[i] * (gamma?.[i] ?? 1));
    const along = average(h.map((value, i) => value * standard[i]));
    const between = centred ? average(h) : 0;
    const size = average(h.map(Math.abs));
    const alongSize = average(h.map((value, i) => Math.abs(value * standard[i])));
    standard.forEach((s, i) => {
      const [scaled, shift] = [s * (gamma?.[i] ?? 1), beta?.[i] ?? 0];
      y.values[at + i] = scaled + shift;
      y.scales[at + i] = Math.abs(scaled) + Math.abs(shift);
      dx.values[at + i] = (h[i] - between - s * along) / deviation;
      dx.scales[at + i] = (Math.abs(h[i]) + size + Math.abs(s) * alongSize) / deviation;
      dGamma.values[i] += dy[i] * s;
      dGamma.scales[i] += Math.abs(dy[i] * s);
      dBeta.values[i] += dy[i];
      dBeta.scales[i] += Math.abs(dy[i]);
    });
  }
  return { y, dx, dGamma, dBeta };
}
