import { modelProto, type Attribute, type Constant, type DataType, type Node } from './messages.js';

/** Collects the nodes of a model, in the order in which they are added. */
export class GraphBuilder {
  readonly #nodes: Node[] = [];
  readonly #constants: Record<string, Constant> = {};
  readonly #inputs: Record<string, DataType> = {};
  readonly #outputs: Record<string, DataType> = {};

  /** A value that each run is given. */
  input(name: string, type: DataType = 'float'): string {
    this.#inputs[name] = type;
    return name;
  }

  /** A value that is part of the model; a scalar unless a shape is told. */
  constant(type: DataType, values: number[], shape: number[] = []): string {
    const name = `constant${Object.keys(this.#constants).length}`;
    this.#constants[name] = { type, shape, values };
    return name;
  }

  /** Adds a node of one result, and names that. */
  node(operator: string, inputs: string[], attributes: Record<string, Attribute> = {}): string {
    const result = `${operator}${this.#nodes.length}`;
    this.#nodes.push({ operator, inputs, outputs: [result], attributes });
    return result;
  }

  /** Gives back a float value under this name. */
  output(name: string, value: string): void {
    this.#nodes.push({ operator: 'Identity', inputs: [value], outputs: [name] });
    this.#outputs[name] = 'float';
  }

  /** The model's bytes; opset 20 is the first with Gelu. */
  model(): Uint8Array {
    const graph = { nodes: this.#nodes, constants: this.#constants, inputs: this.#inputs, outputs: this.#outputs };
    return modelProto(graph, 20);
  }
}
