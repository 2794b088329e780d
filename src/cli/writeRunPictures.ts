import { join } from 'node:path';
import type { Transformer } from '../models/Transformer.js';
import type { LoggedEvent } from '../runs/MetricsLog.js';
import type { RunFolder } from '../runs/RunFolder.js';
import { lossCurve } from '../training/plots/lossCurve.js';
import { mixingMatrices } from '../training/plots/mixingMatrices.js';
import { writePicture } from '../training/plots/writePicture.js';
import { mixesOf } from './mixesOf.js';

/** Which pictures were written, and why others were not. */
export interface WrittenPictures {
  written: string[];
  missing: string[];
}

/** Writes the loss curve, and with talking heads the mixing matrices, as SVG and PNG, into the plots of a run. */
export async function writeRunPictures(
  folder: RunFolder,
  title: string,
  model: Transformer,
  events: readonly LoggedEvent[],
  bigram: number,
): Promise<WrittenPictures> {
  const curve = lossCurve({
    title: `${title}: loss`,
    training: events.filter((event) => event.kind === 'step'),
    validation: events.filter((event) => event.kind === 'evaluation'),
    reference: [{ label: 'bigram table', loss: bigram }],
    unit: 'nats per character',
  });
  const layers = mixesOf(model.getWeights());
  const pictures: [string, string][] = [['loss', curve]];
  if (layers.length > 0) pictures.push(['mixing', mixingMatrices({ title: `${title}: how heads are mixed`, layers })]);
  const [written, missing]: [string[], Set<string>] = [[], new Set()];
  for (const [name, svg] of pictures) {
    const picture = await writePicture(join(folder.plots, name), svg);
    written.push(...picture.written);
    if (picture.missing !== undefined) missing.add(picture.missing);
  }
  return { written, missing: [...missing] };
}
