import { assert } from 'chai';
import { svgDocument } from '../../../src/training/plots/svgDocument.js';
import { svgToPng } from '../../../src/training/plots/svgToPng.js';

/** The size in a PNG file's header (PNG specification, §11.2.2). */
function sizeOf(png: Uint8Array): [width: number, height: number] {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

describe('svgToPng', () => {
  const svg = svgDocument('Title', 120, 50, []);

  it('gives a PNG of twice the size', async () => {
    const png = await svgToPng(svg);
    assert.deepEqual([...png.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    assert.deepEqual(sizeOf(png), [240, 100]);
  });

  it('gives a PNG of the size asked for', async () => {
    assert.deepEqual(sizeOf(await svgToPng(svg, { scale: 1 })), [120, 50]);
  });

  it('draws text with the fonts it brings', async () => {
    const blank = svgDocument('', 120, 50, []);
    const [title, none] = [await svgToPng(svg), await svgToPng(blank)];
    assert.isAbove(title.length, none.length + 500);
  });

  for (const scale of [0, -1, NaN, Infinity]) {
    it(`refuses scale ${scale}`, async () => {
      assert.equal(await refusal(svgToPng(svg, { scale })), `svgToPng: scale must be a positive number, got ${scale}`);
    });
  }

  it('refuses what is no SVG', async () => {
    assert.match(await refusal(svgToPng('<svg><g></svg>')), /^svgToPng: svg must be well-formed, got: .*'g'/);
  });
});
