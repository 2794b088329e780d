import { assert } from 'chai';
import { listLibraries, missingLibraries } from './missingLibraries.js';

const FOUND = `
	linux-vdso.so.1 (0x00007ffc3a9f2000)
	libdl.so.2 => /lib/x86_64-linux-gnu/libdl.so.2 (0x00007f0a1c000000)
	/lib64/ld-linux-x86-64.so.2 (0x00007f0a29a00000)
`;

describe('missingLibraries', () => {
  it('has nothing to say when the loader finds all, or there is no loader to ask', () => {
    assert.isUndefined(missingLibraries(FOUND));
    assert.isUndefined(missingLibraries(''));
  });

  it("names what is missing, and each of Debian's packages once", () => {
    const lines = ['libnss3.so', 'libnssutil3.so', 'libnspr4.so', 'libexpat.so.1', 'libsmime3.so', 'libplc4.so'];
    assert.equal(
      missingLibraries(FOUND + lines.map((library) => `\t${library} => not found\n`).join('')),
      'Chromium lacks libnss3.so, libnssutil3.so, libnspr4.so, libexpat.so.1, libsmime3.so, libplc4.so: ' +
        'on Debian or Ubuntu, apt-get install libexpat1 libnspr4 libnss3',
    );
  });

  it('says so of a library whose package it does not know', () => {
    assert.equal(
      missingLibraries('\tlibodd.so.9 => not found\n\tlibexpat.so.1 => not found\n'),
      'Chromium lacks libodd.so.9, libexpat.so.1: on Debian or Ubuntu, apt-get install libexpat1 ' +
        'and the package that holds libodd.so.9',
    );
  });
});

describe('listLibraries', () => {
  it('lists those of a program', function () {
    if (process.platform !== 'linux') this.skip();
    assert.match(listLibraries(process.execPath), /^\s*libc\.\S+ => \//m);
  });

  it('lists nothing where there is no ldd', () => {
    const { PATH } = process.env;
    process.env.PATH = '';
    try {
      assert.equal(listLibraries(process.execPath), '');
    } finally {
      process.env.PATH = PATH;
    }
  });
});
