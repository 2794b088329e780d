import { assert } from 'chai';
import { busyLine, OtherProcesses, readProcessTicks, readTicks } from '../../../benchmarks/harness/OtherProcesses.js';

describe('readTicks', () => {
  it('counts all but idling and waiting as busy, and guests only once', () => {
    const stat = 'cpu  100 20 30 400 50 6 7 8 90 9\ncpu0 1 1 1 1 1 1 1 1 1 1\n';
    assert.deepEqual(readTicks(stat), { busy: 171, total: 621 });
  });
});

describe('readProcessTicks', () => {
  it('adds user and system time, whatever the name of the process', () => {
    assert.equal(readProcessTicks('7 (a) b (c)) R 1 2 3 4 5 6 7 8 9 10 1100 22 33 44 20 0'), 1122);
  });
});

describe('busyLine', () => {
  it('is silent about a quiet machine and an unknown one', () => {
    assert.isUndefined(busyLine(0.03));
    assert.isUndefined(busyLine(undefined));
  });

  it('warns of a busy one', () => {
    assert.equal(busyLine(0.314), 'Other processes use 31 % of this machine: times are too long, by up to 2.5 times.');
  });
});

describe('OtherProcesses', () => {
  it('is a share, and undefined where no time has passed or the system does not tell', () => {
    const others = new OtherProcesses();
    for (const end = performance.now() + 60; performance.now() < end;);
    const share = others.share();
    if (process.platform === 'linux') assert.isTrue(share! >= 0 && share! <= 1, String(share));
    else assert.isUndefined(share);
  });
});
