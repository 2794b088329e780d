import { assert } from 'chai';
import { Registry, type Identifier } from '../../src/config/Registry.js';

abstract class Part {
  readonly builtShape?: unknown;
  abstract getConfig(): Record<string, unknown>;
}

class Screw extends Part {
  readonly size: number;
  override readonly builtShape?: unknown;
  constructor({ size = 1 }: { size?: number } = {}, builtShape?: unknown) {
    super();
    this.size = size;
    this.builtShape = builtShape;
  }
  override getConfig(): Record<string, unknown> {
    return { size: this.size };
  }
}

class Box extends Part {
  readonly options: { parts?: Part[]; lid?: Part; secret?: string };
  constructor(options: Box['options'] = {}) {
    super();
    this.options = options;
  }
  static fromConfig(config: Record<string, unknown>): Box {
    return new Box({ secret: 'of fromConfig', ...config });
  }
  override getConfig(): Record<string, unknown> {
    const { parts, lid, secret } = this.options;
    return { parts, lid, secret };
  }
}

const parts = new Registry('part', Part, { Screw, Box }, { nestedInItself: ['parts', 'lid'], ownOptions: ['secret'] });
const json = (value: unknown): Identifier<Part> => JSON.parse(JSON.stringify(value)) as Identifier<Part>;

describe('nested configurations', () => {
  const box = new Box({
    parts: [new Screw({ size: 2 }), new Box({ parts: [] })],
    lid: new Screw({}, [3]),
    secret: 'x',
  });

  it('are written in lists and alone, with the shapes that parts were built for', () => {
    const screw = (size: number): object => ({ className: 'Screw', config: { size } });
    assert.deepEqual<unknown>(parts.serialize(box), {
      className: 'Box',
      config: {
        parts: [screw(2), { className: 'Box', config: { parts: [] } }],
        lid: { ...screw(1), buildConfig: { inputShape: [3] } },
        secret: 'x',
      },
    });
  });

  it('are written for Keras without the options it does not know', () => {
    const screw = (size: number): object => ({ class_name: 'Screw', config: { size } });
    assert.deepEqual<unknown>(parts.serializeKeras(box), {
      class_name: 'Box',
      config: {
        parts: [screw(2), { class_name: 'Box', config: { parts: [] } }],
        lid: { ...screw(1), build_config: { input_shape: [3] } },
      },
    });
  });

  it('are written the same of plain data, in either style', () => {
    const [own, keras] = [parts.serialize(box), parts.serializeKeras(box)];
    assert.deepEqual(parts.serialize(own), own);
    assert.deepEqual(parts.serializeKeras(own), keras);
    assert.deepEqual(parts.serializeKeras(keras), keras);
    const [{ secret }, { secret: lost, ...rest }] = [own.config, { ...own.config }];
    assert.equal(secret, lost);
    assert.deepEqual<unknown>(parts.serialize(keras), { className: 'Box', config: rest });
  });

  it('are read by fromConfig where a class has one, and told of from the inside out', () => {
    const made: [object, unknown][] = [];
    const again = parts.get(json(parts.serialize(box)), 'here', (object, shape) => made.push([object, shape]));
    assert.deepEqual(again.getConfig(), {
      ...box.getConfig(),
      lid: new Screw({ size: 1 }),
      parts: [new Screw({ size: 2 }), new Box({ parts: [], secret: 'of fromConfig' })],
    });
    const names = made.map(([{ constructor }, shape]) => [constructor.name, shape]);
    assert.deepEqual(names, [
      ['Screw', undefined],
      ['Box', undefined],
      ['Screw', [3]],
      ['Box', undefined],
    ]);
    assert.strictEqual(made[3][0], again);
  });

  it('are refused where they lie', () => {
    const read = (config: object) => (): unknown => parts.get(json({ className: 'Box', config }));
    const known = 'must be one of screw, box, got';
    assert.throws(
      read({ parts: [{ className: 'Screw' }, { className: 'Srew' }] }),
      `Box: parts.1.className ${known} 'Srew'; did you mean 'screw'?`,
    );
    assert.throws(read({ lid: { size: 3 } }), `Box: lid ${known} {"size":3}`);
    assert.throws(read({ parts: [5] }), `Box: parts.0 ${known} 5`);
    assert.throws(
      read({ part: [] }),
      "Box: config must hold only parts, lid, secret, got 'part'; did you mean 'parts'?",
    );
    assert.throws(() => parts.serialize({ className: 'Nail', config: {} }), `part.className ${known} 'Nail'`);
    assert.throws(() => parts.serialize({} as never), `part ${known} {}`);
  });
});

describe('Registry.register', () => {
  it('adds a class, once, under a name that is free in every spelling', () => {
    class CapNut extends Screw {}
    const own = new Registry<Part>('part', Part, { Screw });
    own.register('CapNut', CapNut);
    assert.deepEqual(own.names, ['Screw', 'CapNut']);
    assert.instanceOf(own.get('cap_nut'), CapNut);
    assert.equal(own.serialize(new CapNut()).className, 'CapNut');
    for (const name of ['CapNut', 'capNut', 'cap_nut', 'Screw', 'screw']) {
      assert.throws(
        () => own.register(name, CapNut, 'here'),
        Error,
        `here: className must be one that is not taken, got '${name}'`,
      );
    }
    assert.throws(() => own.get('capnut'), "part must be one of screw, capNut, got 'capnut'; did you mean 'capNut'?");
  });
});
