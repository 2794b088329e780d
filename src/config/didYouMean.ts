import { editDistance } from './editDistance.js';

/** More changes than this make another word. */
const MOST_CHANGES = 2;
/** Names longer than this are nobody's typing error; the table of distances would be long as well. */
const LONGEST = 100;

/**
 * The end of a message that refuses a name: `; did you mean 'zeros'?`, or nothing when no known name is near.
 *
 * Near is a name that differs in at most two letters, and in at most a third of them: `l3` is no misspelt `l1`. Upper
 * case, `_` and `-` do not count.
 */
export function didYouMean(got: unknown, known: readonly string[]): string {
  if (typeof got !== 'string' || got.length > LONGEST) return '';
  const word = bare(got);
  let nearest: string | undefined;
  let fewest = MOST_CHANGES;
  for (const name of known) {
    const other = bare(name);
    const changes = editDistance(word, other);
    const near = changes <= fewest && 3 * changes <= Math.max(word.length, other.length);
    if (!near || (nearest !== undefined && changes === fewest)) continue;
    nearest = name;
    fewest = changes;
  }
  return nearest === undefined ? '' : `; did you mean '${nearest}'?`;
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '');
}
