import { nodeFiles } from '../../checkpoints/nodeFiles.js';
import { svgToPng } from './svgToPng.js';

/** What {@link writePicture} wrote. */
export interface WrittenPicture {
  /** The paths, that of the SVG first. */
  written: string[];
  /** Why there is no PNG, with the line that installs what is missing; absent where there is one. */
  missing?: string;
}

/**
 * Writes a picture as SVG, and as PNG where the optional packages for that are installed.
 *
 * @param path Without extension; files that exist are replaced.
 * @param svg A whole SVG file. It is written before the PNG is made.
 * @throws Error when a file cannot be written, the SVG is not well-formed, a package is there and broken, and in a
 * browser.
 */
export async function writePicture(path: string, svg: string): Promise<WrittenPicture> {
  const { writeFile } = nodeFiles('writePicture', path, 'the SVG itself');
  const written = [`${path}.svg`];
  await writeFile(`${path}.svg`, svg);
  let png: Uint8Array;
  try {
    png = await svgToPng(svg);
  } catch (error) {
    const { message, cause } = error as Error;
    if ((cause as NodeJS.ErrnoException | undefined)?.code !== 'MODULE_NOT_FOUND') throw error;
    return { written, missing: message };
  }
  await writeFile(`${path}.png`, png);
  return { written: [...written, `${path}.png`] };
}
