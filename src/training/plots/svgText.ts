import { escapeXml, svgElement, type SvgAttributes } from './svgElement.js';

/** Where text stands, and how large: 12 pixels unless told. */
export type SvgTextAttributes = SvgAttributes & { x: number; y: number; 'font-size'?: number };

/** Average width of a letter of DejaVu Sans, in font sizes: SVG has no way to ask for the true one. */
const letterWidth = 0.61;

/** The markup of a line of text; the text is escaped. */
export function svgText(text: string, attributes: SvgTextAttributes): string {
  return svgElement('text', attributes, escapeXml(text));
}

/** About how many pixels wide a text is. */
export function textWidth(text: string, fontSize = 12): number {
  return [...text].length * letterWidth * fontSize;
}
