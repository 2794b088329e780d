import { svgElement } from './svgElement.js';
import { svgText } from './svgText.js';

/** Colours that all plots share: text, and lines that should stay in the background. */
export const ink = { text: '#222222', quiet: '#555555', axis: '#888888', grid: '#e6e6e6' } as const;

/**
 * A whole SVG file: white background, a title at the top left, 12 pixel DejaVu Sans, the font that `svgToPng` brings.
 *
 * @param title Also what a screen reader says.
 * @param children Markup.
 */
export function svgDocument(title: string, width: number, height: number, children: readonly string[]): string {
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  return svgElement(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: w,
      height: h,
      viewBox: `0 0 ${w} ${h}`,
      role: 'img',
      'aria-label': title,
      'font-family': "'DejaVu Sans', Verdana, sans-serif",
      'font-size': 12,
      fill: ink.text,
    },
    svgElement('rect', { width: w, height: h, fill: '#ffffff' }),
    svgText(title, { x: 20, y: 32, 'font-size': 16, 'font-weight': 'bold' }),
    ...children,
  );
}
