/** Attributes of an element; those that are undefined are left out. */
export type SvgAttributes = Readonly<Record<string, string | number | undefined>>;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Text made safe for XML, also inside of an attribute. Characters that XML 1.0 cannot hold become U+FFFD. */
export function escapeXml(text: string): string {
  return text.replace(unwritable, '\uFFFD').replace(/[&<>"]/g, (character) => entities[character]);
}

/**
 * The markup of one SVG element.
 *
 * @param attributes Escaped; numbers are rounded to two decimals, a hundredth of a pixel.
 * @param children Markup, not text.
 */
export function svgElement(name: string, attributes: SvgAttributes, ...children: string[]): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${typeof value === 'number' ? round(value) : escapeXml(value)}"`,
  );
  return `<${name}${written.join('')}${children.length > 0 ? `>${children.join('')}</${name}>` : '/>'}`;
}

/** `x,y x,y …`: what a polyline wants. */
export function svgPoints(points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ');
}

const round = (value: number): number => Math.round(value * 100) / 100;
