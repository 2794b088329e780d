import { assert } from 'chai';
import { terminalHeatMap } from '../../../src/training/inspect/terminalHeatMap.js';
import { divergingColor } from '../../../src/training/plots/divergingColor.js';

/** A colour as 24-bit ANSI says it. */
function ansi(value: number): string {
  const color = divergingColor(value);
  return [1, 3, 5].map((start) => parseInt(color.slice(start, start + 2), 16)).join(';');
}

/** The colours of each half block: of its upper half, of its lower one if it has one. */
function blocksOf(line: string): (string | undefined)[][] {
  // eslint-disable-next-line no-control-regex
  const matches = line.matchAll(/\x1b\[38;2;([\d;]+)m(?:\x1b\[48;2;([\d;]+)m)?▀/g);
  return [...matches].map(([, upper, lower]) => [upper, lower]);
}

describe('terminalHeatMap', () => {
  it('shows two rows in a line of half blocks, each in its colour', () => {
    const lines = terminalHeatMap(
      [
        [1, -0.5],
        [0, 2],
        [-2, 0.25],
      ],
      { color: true, width: 2 },
    ).split('\n');
    assert.lengthOf(lines, 3);
    assert.deepEqual(blocksOf(lines[0]), [
      [ansi(0.5), ansi(0)],
      [ansi(-0.25), ansi(1)],
    ]);
    // A last row without another has nothing in its lower half.
    assert.deepEqual(blocksOf(lines[1]), [
      [ansi(-1), undefined],
      [ansi(0.125), undefined],
    ]);
    for (const line of lines.slice(0, 2)) assert.isTrue(line.endsWith('\x1b[0m'));
  });

  it('has a legend from the deepest blue to the deepest red, with its ends', () => {
    const legend = terminalHeatMap([[0.3, -0.7]], { color: true })
      .split('\n')
      .at(-1)!;
    assert.match(legend, /^-0\.7 .* 0\.7$/);
    assert.isTrue(legend.startsWith(`-0.7 \x1b[48;2;${ansi(-1)}m `));
    assert.isTrue(legend.endsWith(`\x1b[48;2;${ansi(1)}m \x1b[0m 0.7`));
    assert.include(legend, `\x1b[48;2;${ansi(0)}m `);
  });

  it('draws small matrices larger', () => {
    const lines = terminalHeatMap(
      [
        [1, 0],
        [0, 1],
      ],
      { color: true },
    ).split('\n');
    // 16 characters and 8 lines of two rows.
    assert.lengthOf(lines, 9);
    const [red, white] = [ansi(1), ansi(0)];
    for (const line of lines.slice(0, 4)) {
      const expected = Array.from({ length: 16 }, (_, j) => (j < 8 ? [red, red] : [white, white]));
      assert.deepEqual(blocksOf(line), expected);
    }
  });

  it('says in signs and ninths what it has no colours for', () => {
    const matrix = [
      [0.9, -0.9, 0.04],
      [-0.1, 0.45, 0],
    ];
    assert.deepEqual(terminalHeatMap(matrix, { color: false }).split('\n'), [
      ' +9 -9  ·',
      ' -1 +5  ·',
      ' -9 is -0.9, +9 is 0.9',
    ]);
  });

  it('has no command for the terminal without colour', () => {
    assert.notInclude(terminalHeatMap([[1, -1]], { color: false }), '\x1b');
  });

  it('thins a matrix that is too wide, and keeps what stands out', () => {
    const matrix = Array.from({ length: 8 }, (_, i) =>
      Array.from({ length: 8 }, (_, j) => (i === 6 && j === 1 ? -9 : 1)),
    );
    assert.deepEqual(terminalHeatMap(matrix, { color: false, width: 14 }).split('\n'), [
      ' +1 +1 +1 +1',
      ' +1 +1 +1 +1',
      ' +1 +1 +1 +1',
      ' -9 +1 +1 +1',
      ' -9 is -9, +9 is 9',
    ]);
    const [top, bottom] = terminalHeatMap(matrix, { color: true, width: 4 }).split('\n');
    assert.lengthOf(blocksOf(top), 4);
    assert.deepEqual(blocksOf(bottom)[0], [ansi(1 / 9), ansi(-1)]);
  });

  it('is white where all is zero', () => {
    const [line, legend] = terminalHeatMap([[0]], { color: true, width: 1 }).split('\n');
    assert.deepEqual(blocksOf(line), [[ansi(0), undefined]]);
    assert.match(legend, /^-1 .* 1$/);
  });

  it('refuses what is no matrix, and bad options', () => {
    const says = (matrix: unknown, options: unknown, message: string): unknown =>
      assert.throws(() => terminalHeatMap(matrix as number[][], options as { color: boolean }), message);
    says([], { color: true }, 'terminalHeatMap: matrix must have numbers, got none');
    says([[]], { color: true }, 'terminalHeatMap: matrix must have numbers, got none');
    says([[1, 2], [3]], { color: true }, 'terminalHeatMap: matrix must have rows of one length, got 2, 1');
    says([[1, NaN]], { color: true }, 'terminalHeatMap: matrix must hold finite numbers, got NaN');
    says([1, 2], { color: true }, 'terminalHeatMap: matrix must be a list of rows, got [1,2]');
    says([[1]], {}, 'terminalHeatMap: color must be true or false, got undefined');
    says([[1]], 5, 'terminalHeatMap: options must be an object, got 5');
    says([[1]], { color: true, width: 0 }, 'terminalHeatMap: width must be a whole number, at least 1, got 0');
    says([[1]], { color: false, width: 2 }, 'terminalHeatMap: width must be a whole number, at least 3, got 2');
  });
});
