import { add, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Dense } from '../../src/layers/Dense.js';
import { modelFromJson } from '../../src/models/modelFromJson.js';
import { modelToJson } from '../../src/models/modelToJson.js';
import { registerLayer } from '../../src/models/registerLayer.js';
import { Module, type ModuleOptions } from '../../src/modules/Module.js';

class Shift extends Module {
  readonly by: number;
  constructor({ by, ...others }: ModuleOptions & { by: number }) {
    super(others);
    this.by = by;
  }
  call(x: Tensor): Tensor {
    return add(x, this.by);
  }
  getConfig(): Record<string, unknown> {
    return { name: this.name, by: this.by };
  }
}

describe('registerLayer', () => {
  it('lets a class of one’s own be written and made again, in both styles', () => {
    const shift = new Shift({ by: 2, name: 's' });
    assert.throws(() => modelToJson(shift), Error, /^layer must be one of dense, .*, got an instance of Shift$/);
    registerLayer('ShiftBy', Shift);
    assert.deepEqual(JSON.parse(modelToJson(shift)), { className: 'ShiftBy', config: { name: 's', by: 2 } });
    for (const json of [modelToJson(shift), modelToJson(shift, 'keras')]) {
      const again = modelFromJson(json);
      assert.instanceOf(again, Shift);
      assert.deepEqual(again.getConfig(), { name: 's', by: 2 });
    }
    const unknown = '{"className":"ShiftBy","config":{"by":1,"bye":2}}';
    assert.throws(
      () => modelFromJson(unknown),
      Error,
      "ShiftBy: config must hold only name, by, got 'bye'; did you mean 'by'?",
    );
  });

  it('makes an object of the class itself, not of the one it inherits fromConfig from', () => {
    class WideDense extends Dense {}
    registerLayer('WideDense', WideDense);
    const again = modelFromJson(modelToJson(new WideDense({ units: 2 })));
    assert.instanceOf(again, WideDense);
  });

  it('refuses a name that is taken', () => {
    registerLayer('OnceOnly', Shift);
    for (const name of ['OnceOnly', 'onceOnly', 'Dense', 'layerNorm', 'LayerNorm']) {
      const message = `registerLayer: className must be one that is not taken, got '${name}'`;
      assert.throws(() => registerLayer(name, Shift), Error, message);
    }
  });
});
