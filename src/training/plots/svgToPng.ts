import { loadOptional } from './loadOptional.js';

/** Options of {@link svgToPng}. */
export interface SvgToPngOptions {
  /** Pixels of the picture for each pixel of the SVG. Default 2, for screens of high density. */
  scale?: number;
}

const packages = ['@resvg/resvg-js', 'dejavu-fonts-ttf'];
const fonts = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];

/**
 * Renders an SVG as PNG, the same everywhere: the fonts of the system are not used. In Node only, with the optional
 * packages `@resvg/resvg-js` and `dejavu-fonts-ttf`.
 *
 * @param svg A whole SVG file.
 * @returns The bytes of the PNG file.
 * @throws Error when a package is missing, the SVG is not well-formed, or the scale is not a positive number.
 */
export async function svgToPng(svg: string, { scale = 2 }: SvgToPngOptions = {}): Promise<Uint8Array> {
  if (!(scale > 0 && scale < Infinity)) throw new Error(`svgToPng: scale must be a positive number, got ${scale}`);
  // Loaded here, so that a browser can load this file.
  const { createRequire } = await import('node:module');
  const require = createRequire(import.meta.url);
  const { Resvg, fontFiles } = loadOptional('svgToPng', packages, () => ({
    ...(require('@resvg/resvg-js') as typeof import('@resvg/resvg-js')),
    fontFiles: fonts.map((font) => require.resolve(`dejavu-fonts-ttf/ttf/${font}`)),
  }));
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: 'DejaVu Sans' };
  try {
    return new Uint8Array(new Resvg(svg, { font, fitTo: { mode: 'zoom', value: scale } }).render().asPng());
  } catch (cause) {
    throw new Error(`svgToPng: svg must be well-formed, got: ${(cause as Error).message}`, { cause });
  }
}
