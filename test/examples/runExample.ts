import { startScript } from '../helpers/runScript.js';
import { readFigure, type Figure } from './readFigure.js';

/** What became of an example. */
export interface ExampleRun {
  file: string;
  /** What its last line says; undefined where it is no figure. */
  figure?: Figure;
  /** Whether it ended well, and its figure is reached. */
  passed: boolean;
  /** All that it printed, its errors at the end. */
  printed: string;
  minutes: number;
}

/** Runs a file of `examples/` to its end. */
export async function runExample(file: string): Promise<ExampleRun> {
  const begin = performance.now();
  const { code, stdout, stderr } = await startScript(`examples/${file}`).finished;
  const figure = readFigure(stdout);
  const passed = code === 0 && figure?.reached === true;
  return { file, figure, passed, printed: stdout + stderr, minutes: (performance.now() - begin) / 60_000 };
}
