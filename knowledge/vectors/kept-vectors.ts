import { createReader, createWriter } from '../retrieval/bytes.ts';
import { readStamped, stampBytes, stampSize, type StampRefusal } from '../retrieval/stamp.ts';

/** A text's vector, and the version of the text that it was made from. */
export type KeptVector = { readonly version: number; readonly vector: Float32Array };

/** Why kept vectors cannot be used: all are to be made anew. */
export type VectorsRefusal = StampRefusal | 'other_model';

/** "DXvc"; the version is to be raised whenever the layout or what is embedded of a text changes. */
const stamp = { mark: 0x6376_5844, version: 1 };

/** Vectors of one model and one dimension, by id, as bytes. */
export function writeVectors(model: string, vectors: ReadonlyMap<string, KeptVector>): Uint8Array {
  const kept = [...vectors.values()];
  const dimension = kept[0]?.vector.length ?? 0;
  const numbers = new Float32Array(kept.length * dimension);
  kept.forEach(({ vector }, place) => numbers.set(vector, place * dimension));
  const writer = createWriter();
  writer.texts([model]);
  writer.number(dimension);
  writer.texts([...vectors.keys()]);
  writer.array(Float64Array.from(kept, ({ version }) => version));
  writer.array(numbers);
  const bytes = writer.finish(stampSize);
  stampBytes(bytes, stamp);
  return bytes;
}

/** The vectors that the model made, or why they are none. They are views of the bytes. */
export function readVectors(
  given: Uint8Array,
  model: string,
): ReadonlyMap<string, KeptVector> | VectorsRefusal {
  const bytes = readStamped(given, stamp);
  if (typeof bytes === 'string') return bytes;
  const reader = createReader(bytes, stampSize);
  if (reader.texts()[0] !== model) return 'other_model';
  const dimension = reader.number();
  const ids = reader.texts();
  const versions = reader.float64();
  const numbers = reader.float32();
  return new Map(
    ids.map((id, place) => {
      const vector = numbers.subarray(place * dimension, (place + 1) * dimension);
      return [id, { version: versions[place] ?? 0, vector }];
    }),
  );
}
