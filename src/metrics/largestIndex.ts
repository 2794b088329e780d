/** The index of the largest number, the first of equal ones; −1 where a number is NaN, which is no index. */
export function largestIndex(row: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < row.length; i++) {
    if (Number.isNaN(row[i])) return -1;
    if (row[i] > row[largest]) largest = i;
  }
  return largest;
}
