/** Everything starts at a multiple of this, so that arrays can be used where they lie. */
const alignment = 8;

type NumberArray =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** Lays numbers, arrays and texts one behind the other; `createReader` takes them in the same order. */
export type Writer = {
  readonly number: (value: number) => void;
  readonly array: (values: NumberArray) => void;
  readonly texts: (values: readonly string[]) => void;
  /** All that was written, with room in front for `headroom` bytes (a multiple of 8). */
  readonly finish: (headroom: number) => Uint8Array;
};

export function createWriter(): Writer {
  const chunks: Uint8Array[] = [];
  const add = (values: NumberArray): void => {
    chunks.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  };
  const array = (values: NumberArray): void => {
    add(Float64Array.of(values.length));
    add(values);
  };
  return {
    number: (value) => add(Float64Array.of(value)),
    array,
    texts(values) {
      array(Uint32Array.from(values, ({ length }) => length));
      array(new TextEncoder().encode(values.join('')));
    },
    finish(headroom) {
      const length = chunks.reduce((sum, chunk) => sum + align(chunk.length), headroom);
      const bytes = new Uint8Array(length);
      let at = headroom;
      for (const chunk of chunks) {
        bytes.set(chunk, at);
        at += align(chunk.length);
      }
      return bytes;
    },
  };
}

/** Reads what a writer laid down; arrays are views of the bytes. Throws RangeError past the end. */
export type Reader = {
  readonly number: () => number;
  readonly uint8: () => Uint8Array;
  readonly uint16: () => Uint16Array;
  readonly uint32: () => Uint32Array;
  readonly int32: () => Int32Array;
  readonly float32: () => Float32Array;
  readonly float64: () => Float64Array;
  readonly texts: () => readonly string[];
};

export function createReader(bytes: Uint8Array, from: number): Reader {
  const { buffer, byteOffset } = bytes;
  let at = from;
  const take = (size: number): number => {
    const start = at;
    if (!(start + size <= bytes.length)) throw new RangeError('the bytes end too early');
    at += align(size);
    return byteOffset + start;
  };
  const number = (): number => new Float64Array(buffer, take(8), 1)[0] ?? 0;
  const uint8 = (): Uint8Array => {
    const length = number();
    return new Uint8Array(buffer, take(length), length);
  };
  const uint32 = (): Uint32Array => {
    const length = number();
    return new Uint32Array(buffer, take(length * 4), length);
  };
  return {
    number,
    uint8,
    uint32,
    uint16() {
      const length = number();
      return new Uint16Array(buffer, take(length * 2), length);
    },
    int32() {
      const length = number();
      return new Int32Array(buffer, take(length * 4), length);
    },
    float32() {
      const length = number();
      return new Float32Array(buffer, take(length * 4), length);
    },
    float64() {
      const length = number();
      return new Float64Array(buffer, take(length * 8), length);
    },
    texts() {
      const lengths = uint32();
      const joined = new TextDecoder().decode(uint8());
      let start = 0;
      return Array.from(lengths, (length) => joined.slice(start, (start += length)));
    },
  };
}

function align(size: number): number {
  return Math.ceil(size / alignment) * alignment;
}
