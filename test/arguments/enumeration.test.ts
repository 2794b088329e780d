import { assert } from 'chai';
import { programOf } from '../helpers/programOf.js';
import { publicArguments, type PublicArguments } from './publicArguments.js';

/** The arguments of a package whose only file is this text. */
function argumentsOf(text: string): PublicArguments {
  const { program, entry } = programOf({ 'src/index.ts': text });
  return publicArguments(program, [entry]);
}

describe('publicArguments', () => {
  it('lists parameters of functions, also of those in constants, each once for all overloads', () => {
    const { names } = argumentsOf(`
      export function f(a: number): void; export function f(a: string, b: number): void;
      export function f(a: unknown, b?: number): void {}
      export const g = (c: number, ...more: number[]): void => {};
      function hidden(d: number) {}`);
    assert.deepEqual(names, ['f.a', 'f.b', 'g.c', 'g.more']);
  });

  it('lists what options hold: of interfaces, literal types, unions and intersections, and of bounds of a type', () => {
    const { names } = argumentsOf(`
      interface A { x?: number } type B = { y: number };
      export function f(a: A | undefined, b: A & B, c: number | { z: 1 }, d?: A): void {}
      export function g<T extends B>({ y }: B, t: T): void {}`);
    const ofF = ['a', 'a.x', 'b', 'b.x', 'b.y', 'c', 'c.z', 'd', 'd.x'].map((name) => `f.${name}`);
    assert.deepEqual(names, [...ofF, 'g.options', 'g.options.y', 'g.t', 'g.t.y']);
  });

  it('does not look into functions, lists and objects of classes', () => {
    const { names } = argumentsOf(`
      interface Array<T> { length: number; 0: T } interface A { x: number } class K { k = 1; }
      export function f(a: (options: A) => void, c: K): void {}`);
    assert.deepEqual(names, ['f.a', 'f.c']);
  });

  it('lists what constructors and methods take, but for private and protected ones', () => {
    const { names } = argumentsOf(`
      export class A {
        constructor(a: number, readonly b: number) {}
        static make(c: number) { return new A(c, c); }
        m(_d: number) { this.#hidden(1); this.own(1); }
        #hidden(e: number) {} private own(f: number) {} protected inner(g: number) {}
      }
      export class B { private constructor(a: number) {} }
      export abstract class C { protected constructor(a: number) {} }`);
    assert.deepEqual(names, ['A.a', 'A.b', 'A.m.d', 'A.make.c']);
  });

  it('lists an inherited method at the class that declares it, at each heir where that is not exported', () => {
    const { names } = argumentsOf(`
      class Hidden { h(a: number) {} }
      export class A extends Hidden { m(b: number) {} }
      export class B extends A { override m(c: number) {} }
      export class C extends A {}
      export class D extends Hidden {}`);
    assert.deepEqual(names, ['A.h.a', 'A.m.b', 'B.h.a', 'B.m.c', 'C.h.a', 'D.h.a']);
  });

  it('leaves out, with a reason, what nobody can refuse', () => {
    const { names, excluded } = argumentsOf(`
      export abstract class A { abstract m(a: number): void; n(b: number) {} }
      export function f<T, K extends string>(t: T, k: K): void {}`);
    assert.deepEqual(names, ['A.n.b', 'f.k']);
    assert.sameMembers([...excluded.keys()], ['A.m.a', 'f.t']);
  });
});
