import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transformer } from '../models/Transformer.js';
import type { TrainingEvent } from '../training/events.js';
import { lossCurve } from '../training/plots/lossCurve.js';
import { mixingMatrices } from '../training/plots/mixingMatrices.js';
import { svgToPng } from '../training/plots/svgToPng.js';

/**
 * Writes the loss curve, and with talking heads the mixing matrices, as SVG and PNG.
 *
 * @returns The paths written.
 */
export async function writePictures(
  folder: string,
  title: string,
  model: Transformer,
  events: TrainingEvent[],
  bigram: number,
): Promise<string[]> {
  const curve = lossCurve({
    title: `${title}: loss`,
    training: events.filter((event) => event.kind === 'step'),
    validation: events.filter((event) => event.kind === 'evaluation'),
    reference: [{ label: 'bigram table', loss: bigram }],
    unit: 'nats per character',
  });
  const layers = model.blocks.flatMap(({ attention }, i) => {
    const { preSoftmaxWeight: pre, postSoftmaxWeight: post } = attention;
    if (pre === undefined || post === undefined) return [];
    const rows = (weight: typeof pre): number[][] => weight.value.arraySync() as number[][];
    return [{ name: `layer ${i + 1}`, preSoftmax: rows(pre), postSoftmax: rows(post) }];
  });
  const pictures: [string, string][] = [['loss', curve]];
  if (layers.length > 0) pictures.push(['mixing', mixingMatrices({ title: `${title}: how heads are mixed`, layers })]);
  const written: string[] = [];
  for (const [name, svg] of pictures) {
    const path = join(folder, name);
    await writeFile(`${path}.svg`, svg);
    await writeFile(`${path}.png`, await svgToPng(svg));
    written.push(`${path}.svg`, `${path}.png`);
  }
  return written;
}
