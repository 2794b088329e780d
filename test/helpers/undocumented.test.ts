import { assert } from 'chai';
import { programOf } from './programOf.js';
import { undocumented } from './undocumented.js';

/** What is missing in a project of these files; the first is its entry. */
function missingIn(files: Record<string, string>): string[] {
  const { program, entry } = programOf(files);
  return undocumented(program, [entry]);
}

describe('undocumented', () => {
  it('accepts names and members that have comments', () => {
    const text = `
      /** A. */ export function a() {}
      /** B. */ export const b = 1;
      /** C. */ export type C = 'x' | 'y';
      /** D. */ export interface D {
        /** X. */ x: number; }
      /** E. */ export class E {
        /** K. */ static k = 1;
        /** X. */ x = 1;
        #hidden = 1;
        private own = 1;
        protected inner = 1;
        constructor(y: number) {}
        /** F. */ f() { return [this.#hidden, this.own, this.inner]; }
      }
      function unexported() {}`;
    assert.deepEqual(missingIn({ 'src/index.ts': text }), []);
  });

  it('finds names without one, through re-exports, under the name they are exported by', () => {
    const files = {
      'src/index.ts': `export { a as b } from './a.js'; export * from './c.js';`,
      'src/a.ts': 'export function a() {}',
      'src/c.ts':
        '// no doc\nexport const c = 1; /** */ export type D = number; export class E {} export interface F {}',
    };
    assert.deepEqual(missingIn(files), ['src/a.ts: b', 'src/c.ts: D', 'src/c.ts: E', 'src/c.ts: F', 'src/c.ts: c']);
  });

  it('finds members without one: of classes, statics, accessors, options given in the constructor', () => {
    const text = `/** A. */ export class A {
      static s = 1;
      x = 1;
      get y() { return 1; }
      constructor(readonly z: number) {}
      f() {}
    }`;
    const names = ['f', 's', 'x', 'y', 'z'];
    assert.deepEqual(
      missingIn({ 'src/index.ts': text }),
      names.map((name) => `src/index.ts: A.${name}`),
    );
  });

  it('finds properties without one: of interfaces, object types, and the parts of unions', () => {
    const text = `
      /** A. */ export interface A { x: number; f(): void; }
      /** B. */ export type B = { y: number };
      /** C. */ export type C = A | { z: number };`;
    assert.deepEqual(missingIn({ 'src/index.ts': text }), [
      'src/index.ts: A.f',
      'src/index.ts: A.x',
      'src/index.ts: B.y',
      'src/index.ts: C.z',
    ]);
  });

  it('reports what is inherited where it stands, once', () => {
    const files = {
      'src/index.ts': `export { A, B } from './ab.js';`,
      'src/ab.ts': `
        import { Base } from './base.js';
        /** A. */ export interface A extends Base {}
        /** B. */ export interface B extends Base {}`,
      'src/base.ts': 'export interface Base { x: number; }',
    };
    assert.deepEqual(missingIn(files), ['src/base.ts: Base.x']);
  });

  it('takes tags of a method for a comment, and texts that never change for told', () => {
    const text = `
      /** A. */ export class A {
        static readonly className = 'A';
        readonly kind!: 'a' | 'b';
        /** @param x A number. */ f(x: number) {}
        /** @returns A number. */ g() { return 1; }
        /** @throws Error always. */ h() {}
      }
      /** @returns A number. */ export function b() { return 1; }`;
    assert.deepEqual(missingIn({ 'src/index.ts': text }), [
      'src/index.ts: A.h',
      'src/index.ts: A.kind',
      'src/index.ts: b',
    ]);
  });

  it('takes the comment of an option for the field that keeps it', () => {
    const text = `
      interface Options {
        /** X. */ x?: number;
        y?: number; }
      /** A. */ export class A {
        readonly x: number;
        readonly y: number;
        readonly z = 1;
        constructor({ x = 1, y = 1 }: Options = {}) { this.x = x; this.y = y; }
      }`;
    assert.deepEqual(missingIn({ 'src/index.ts': text }), ['src/index.ts: A.y', 'src/index.ts: A.z']);
  });

  it('takes the comment of the member that is overridden or implemented', () => {
    const text = `
      /** A. */ export abstract class A {
        /** F. */ abstract f(): void; }
      /** B. */ export class B extends A { override f() {} }
      /** I. */ export interface I {
        /** X. */ x: number; }
      /** C. */ export class C implements I { x = 1; }`;
    assert.deepEqual(missingIn({ 'src/index.ts': text }), []);
  });
});
