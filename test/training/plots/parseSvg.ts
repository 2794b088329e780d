import { DOMParser } from 'linkedom';
import { svgToPng } from '../../../src/training/plots/svgToPng.js';

/** What tests read of an element. */
export interface SvgNode {
  readonly textContent: string;
  getAttribute(name: string): string | null;
}

/** The elements of a picture that a CSS selector finds. */
export function svgElements(svg: string, selector: string): SvgNode[] {
  const document = new DOMParser().parseFromString(svg, 'image/svg+xml');
  return [...(document.querySelectorAll(selector) as unknown as Iterable<SvgNode>)];
}

/** The lines of text that a CSS selector finds. */
export function svgTexts(svg: string, selector = 'text'): string[] {
  return svgElements(svg, selector).map((node) => node.textContent);
}

/** A numeric attribute of each element that a CSS selector finds. */
export function svgNumbers(svg: string, selector: string, attribute: string): number[] {
  return svgElements(svg, selector).map((node) => Number(node.getAttribute(attribute)));
}

/** Asserts that a strict XML parser takes the picture; linkedom forgives. */
export async function assertWellFormed(svg: string): Promise<void> {
  await svgToPng(svg, { scale: 0.1 });
}
