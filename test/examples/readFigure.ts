/** What an example promises to reach, and what it got. */
export interface Figure {
  name: string;
  got: number;
  /** `'at least 0.93'`. */
  toReach: string;
  reached: boolean;
}

const FIGURE = /^figure: (?<name>.+) (?<got>\S+), to reach (?<side>at least|at most) (?<bound>\S+)$/;

/** What the last line of an example says; undefined where it is no figure. */
export function readFigure(printed: string): Figure | undefined {
  const groups = FIGURE.exec(printed.trimEnd().split('\n').at(-1)!)?.groups;
  if (groups === undefined) return undefined;
  const { name, side, bound } = groups;
  const got = Number(groups.got);
  // Neither comparison holds for what is no number.
  const reached = side === 'at least' ? got >= Number(bound) : got <= Number(bound);
  return { name, got, toReach: `${side} ${bound}`, reached };
}
