import { bytesField, floatField, integerField, message, stringField } from './protobuf.js';

/**
 * The messages of an ONNX model. The field numbers are those of `onnx/onnx.proto` in the repository onnx/onnx (IR
 * version 7 and later), where each message has the name of its function here.
 */

/** Element types: `TensorProto.DataType`. */
export const DATA_TYPE = { float: 1, int64: 7, bool: 9 } as const;
export type DataType = keyof typeof DATA_TYPE;

/** `AttributeProto.AttributeType`. */
const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3 } as const;

/** The value of an attribute, of the type the operator asks for. */
export type Attribute = { float: number } | { int: number } | { string: string };

/** An operation: names of values in, names of values out. An input that is left out has an empty name. */
export interface Node {
  operator: string;
  inputs: string[];
  outputs: string[];
  attributes?: Record<string, Attribute>;
}

/** A value that is part of the model. */
export interface Constant {
  type: DataType;
  shape: number[];
  values: number[];
}

/** Nodes in an order in which every input is there before it is read, and the values at both ends. */
export interface Graph {
  nodes: Node[];
  constants?: Record<string, Constant>;
  inputs: Record<string, DataType>;
  outputs: Record<string, DataType>;
}

const IR_VERSION = 9;

/** The bytes of a model of operators of the version `operatorSet` of the default domain. */
export function modelProto(graph: Graph, operatorSet: number): Uint8Array {
  return message(
    integerField(1, IR_VERSION),
    bytesField(8, message(stringField(1, ''), integerField(2, operatorSet))),
    bytesField(7, graphProto(graph)),
  );
}

function graphProto({ nodes, constants = {}, inputs, outputs }: Graph): Uint8Array {
  return message(
    ...nodes.map((node) => bytesField(1, nodeProto(node))),
    stringField(2, 'graph'),
    ...Object.entries(constants).map(([name, constant]) => bytesField(5, tensorProto(name, constant))),
    ...Object.entries(inputs).map(([name, type]) => bytesField(11, valueInfoProto(name, type))),
    ...Object.entries(outputs).map(([name, type]) => bytesField(12, valueInfoProto(name, type))),
  );
}

function nodeProto({ operator, inputs, outputs, attributes = {} }: Node): Uint8Array {
  return message(
    ...inputs.map((name) => stringField(1, name)),
    ...outputs.map((name) => stringField(2, name)),
    stringField(4, operator),
    ...Object.entries(attributes).map(([name, attribute]) => bytesField(5, attributeProto(name, attribute))),
  );
}

function attributeProto(name: string, attribute: Attribute): Uint8Array {
  const value = (): [Uint8Array, number] => {
    if ('float' in attribute) return [floatField(2, attribute.float), ATTRIBUTE_TYPE.float];
    if ('int' in attribute) return [integerField(3, attribute.int), ATTRIBUTE_TYPE.int];
    return [stringField(4, attribute.string), ATTRIBUTE_TYPE.string];
  };
  const [field, type] = value();
  return message(stringField(1, name), field, integerField(20, type));
}

function tensorProto(name: string, { type, shape, values }: Constant): Uint8Array {
  return message(
    ...shape.map((size) => integerField(1, size)),
    integerField(2, DATA_TYPE[type]),
    stringField(8, name),
    bytesField(9, rawData(type, values)),
  );
}

/** `TensorProto.raw_data`: row-major, each element in its fixed width, little-endian. */
function rawData(type: DataType, values: number[]): Uint8Array {
  const width = { float: 4, int64: 8, bool: 1 }[type];
  const bytes = new Uint8Array(width * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    if (type === 'float') view.setFloat32(width * i, value, true);
    else if (type === 'int64') view.setBigInt64(width * i, BigInt(value), true);
    else view.setUint8(i, value);
  });
  return bytes;
}

/** A value of any shape: without `TypeProto.Tensor.shape` not even its rank is promised. */
function valueInfoProto(name: string, type: DataType): Uint8Array {
  const tensorType = message(integerField(1, DATA_TYPE[type]));
  return message(stringField(1, name), bytesField(2, message(bytesField(1, tensorType))));
}
