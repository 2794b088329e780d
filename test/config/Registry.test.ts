import { assert } from 'chai';
import { Registry, type Identifier } from '../../src/config/Registry.js';

abstract class Shape {
  abstract getConfig(): Record<string, unknown>;
}

class RoundBox extends Shape {
  readonly options: Record<string, unknown>;

  constructor({ edgeWidth = 1, mode = 'fullSize', inner, beta1, draw }: Record<string, unknown> = {}) {
    super();
    this.options = { edgeWidth, mode, inner, beta1, draw };
  }

  override getConfig(): Record<string, unknown> {
    return this.options;
  }
}

class Dot extends Shape {
  override getConfig(): Record<string, unknown> {
    return {};
  }
}

class Unlisted extends Dot {}

const dots = new Registry('dot', Dot, { Dot });
const shapes = new Registry(
  'shape',
  Shape,
  { RoundBox, Dot },
  {
    aliases: { box: 'RoundBox' },
    namedOptions: { RoundBox: { edgeWidth: 5 } },
    enumerations: ['mode'],
    nested: { inner: dots },
  },
);

const configOf = (identifier: unknown): Record<string, unknown> =>
  shapes.get(identifier as Identifier<Shape>).getConfig();

describe('Registry', () => {
  for (const name of ['roundBox', 'RoundBox', 'round_box', 'box']) {
    it(`reads the name ${name}, with the options of a bare name`, () => {
      assert.instanceOf(shapes.get(name), RoundBox);
      assert.equal(configOf(name).edgeWidth, 5);
    });
  }

  it('returns an object as it is, also one whose class is not listed', () => {
    for (const object of [new Dot(), new Unlisted()]) assert.strictEqual(shapes.get(object), object);
  });

  it('reads both serialized forms, with keys in either case', () => {
    const expected = { edgeWidth: 3, mode: 'halfSize', inner: undefined, beta1: 0.5, draw: undefined };
    const config = { edgeWidth: 3, mode: 'halfSize', beta1: 0.5 };
    const keras = { edge_width: 3, mode: 'half_size', beta_1: 0.5 };
    for (const className of ['RoundBox', 'roundBox', 'round_box']) {
      assert.deepEqual(configOf({ className, config }), expected);
      assert.deepEqual(configOf({ class_name: className, config: keras }), expected);
    }
    assert.deepEqual(configOf({ className: 'RoundBox', config: keras }), expected);
  });

  it('takes the defaults of the class for a missing config and for options that are null', () => {
    assert.equal(configOf({ className: 'RoundBox' }).edgeWidth, 1);
    assert.equal(configOf({ class_name: 'RoundBox', config: { edge_width: null } }).edgeWidth, 1);
  });

  it('reads what Keras adds to its serialized form', () => {
    const identifier = { module: 'keras', class_name: 'Dot', config: {}, registered_name: null };
    assert.instanceOf(shapes.get(identifier), Dot);
  });

  it('gives undefined for null and undefined where that is allowed', () => {
    assert.isUndefined(shapes.getOptional(null));
    assert.isUndefined(shapes.getOptional(undefined));
    assert.instanceOf(shapes.getOptional('dot'), Dot);
  });

  it('serializes in our form and in that of Keras, and reads both again', () => {
    const box = new RoundBox({ edgeWidth: 3, mode: 'halfSize', inner: new Dot(), beta1: 0.5 });
    const ours = shapes.serialize(box);
    const keras = shapes.serializeKeras(box);
    assert.deepEqual(ours, {
      className: 'RoundBox',
      config: { edgeWidth: 3, mode: 'halfSize', inner: { className: 'Dot', config: {} }, beta1: 0.5 },
    });
    assert.deepEqual(keras, {
      class_name: 'RoundBox',
      config: { edge_width: 3, mode: 'half_size', inner: { class_name: 'Dot', config: {} }, beta_1: 0.5 },
    });
    for (const identifier of [ours, keras]) {
      const again = shapes.get(JSON.parse(JSON.stringify(identifier)) as Identifier<Shape>);
      assert.deepEqual(again.getConfig(), box.getConfig());
      assert.instanceOf(again.getConfig().inner, Dot);
    }
  });

  const known = 'shape must be one of roundBox, dot, got ';
  const refused: [string, unknown, string][] = [
    ['an unknown name', 'foo', `${known}'foo'`],
    ['a name in the wrong case', 'ROUNDBOX', `${known}'ROUNDBOX'`],
    ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''].map((name): [string, string, string] => {
      return [`the name '${name}'`, name, `${known}'${name}'`];
    }),
    ['null', null, `${known}null`],
    ['undefined', undefined, `${known}undefined`],
    ['a number', 3, `${known}3`],
    ['options without a class', { edgeWidth: 1 }, `${known}{"edgeWidth":1}`],
    ['the class itself', Dot, `${known}a function`],
    ['an object of another kind', new Map(), `${known}an instance of Map`],
    [
      'a serialized form of an unknown class',
      { className: 'constructor' },
      "shape.className must be one of roundBox, dot, got 'constructor'",
    ],
    ['a class name that is no text', { className: 3 }, 'shape.className must be one of roundBox, dot, got 3'],
    ['a misspelt config', { className: 'Dot', confg: {} }, "shape must hold only className and config, got 'confg'"],
    ['a config that is a list', { className: 'Dot', config: [1] }, 'Dot: config must be an object, got [1]'],
    ['a config that is a text', { className: 'Dot', config: 'x' }, "Dot: config must be an object, got 'x'"],
    [
      'an unknown option',
      { className: 'RoundBox', config: { edge: 1 } },
      "RoundBox: config must hold only edgeWidth, mode, inner, beta1, draw, got 'edge'",
    ],
    ['an option in the wrong case', { className: 'RoundBox', config: { EdgeWidth: 1 } }, "got 'EdgeWidth'"],
    ['any option where there is none', { className: 'Dot', config: { x: 1 } }, "Dot: config must be empty, got 'x'"],
    ['the option toString', { className: 'Dot', config: { toString: 1 } }, "got 'toString'"],
    ['the option __proto__', JSON.parse('{"className":"Dot","config":{"__proto__":{"x":1}}}'), "got '__proto__'"],
    [
      'an unknown name inside',
      { className: 'RoundBox', config: { inner: { className: 'Box' } } },
      "dot.className must be one of dot, got 'Box'",
    ],
  ];
  for (const [name, identifier, message] of refused) {
    it(`refuses ${name}`, () => {
      assert.throws(() => configOf(identifier), message);
    });
  }

  it('refuses to serialize what it could not read again', () => {
    const message = 'shape must be one of roundBox, dot to be serialized, got an instance of Unlisted';
    assert.throws(() => shapes.serialize(new Unlisted()), message);
    const drawn = new RoundBox({ draw: () => 1 });
    const plain = 'RoundBox: draw must be plain data to be serialized, got a function';
    assert.throws(() => shapes.serialize(drawn), plain);
    assert.throws(() => shapes.serializeKeras(drawn), plain);
  });

  it('names its classes', () => assert.deepEqual(shapes.names, ['RoundBox', 'Dot']));

  it('ignores keys that mean nothing, and no others', () => {
    const ignoring = new Registry('shape', Shape, { RoundBox, Dot }, { ignored: ['jit_compile'] });
    const config = { jit_compile: true, edge_width: 3 };
    assert.equal(ignoring.get({ class_name: 'RoundBox', config }).getConfig().edgeWidth, 3);
    assert.instanceOf(ignoring.get({ class_name: 'Dot', config: { jit_compile: 'any' } }), Dot);
    const message = "Dot: config must be empty, got 'jitCompile'";
    assert.throws(() => ignoring.get({ class_name: 'Dot', config: { jitCompile: true } }), message);
    assert.throws(() => shapes.get({ class_name: 'Dot', config: { jit_compile: 1 } }), /got 'jit_compile'$/);
  });
});
