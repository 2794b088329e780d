/**
 * The wire format of protocol buffers, as far as it takes to write a message: each field is a tag, which is its number
 * and its wire type, and a payload (https://protobuf.dev/programming-guides/encoding/).
 */
const WIRE = { varint: 0, bytes: 2, fixed32: 5 } as const;

/** The bytes of one field. A message is its fields joined. */
export type FieldBytes = Uint8Array;

/** A message from the bytes of its fields, in this order. */
export function message(...fields: FieldBytes[]): Uint8Array {
  return Uint8Array.from(fields.flatMap((field) => [...field]));
}

/** A field of type `int32`, `int64`, `bool` or an enumeration: seven bits to a byte, the low ones first. */
export function integerField(number: number, value: number): FieldBytes {
  return Uint8Array.from([...tag(number, WIRE.varint), ...varint(value)]);
}

/** A field of type `float`. */
export function floatField(number: number, value: number): FieldBytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return Uint8Array.from([...tag(number, WIRE.fixed32), ...bytes]);
}

/** A field of type `bytes`, or of a message. */
export function bytesField(number: number, value: Uint8Array): FieldBytes {
  return Uint8Array.from([...tag(number, WIRE.bytes), ...varint(value.length), ...value]);
}

/** A field of type `string`. */
export function stringField(number: number, value: string): FieldBytes {
  return bytesField(number, new TextEncoder().encode(value));
}

function tag(number: number, wireType: number): number[] {
  return varint(number * 8 + wireType);
}

/**
 * A whole number in base 128. A negative one stands for its two's complement in 64 bits, of ten bytes.
 *
 * @throws Error when it is not a whole number that a double holds exactly.
 */
function varint(value: number): number[] {
  if (!Number.isSafeInteger(value)) throw new Error(`varint: value must be a safe integer, got ${value}`);
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest >= 128n) {
    bytes.push(Number(rest % 128n) + 128);
    rest /= 128n;
  }
  return [...bytes, Number(rest)];
}
