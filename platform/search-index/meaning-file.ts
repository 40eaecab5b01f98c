import {
  readVectors,
  writeVectors,
  type KeptVector,
  type VectorsRefusal,
} from '../../knowledge/index.ts';
import { readBytes, removeKept, writeKept } from './snapshot-file.ts';

const name = 'meaning';
const none: ReadonlyMap<string, KeptVector> = new Map();

/** The vectors of entries on disk: a start asks the service only for what has changed meanwhile. */
export function createMeaningFile(folder: string, model: string) {
  async function read(): Promise<ReadonlyMap<string, KeptVector> | VectorsRefusal | 'absent'> {
    const bytes = await readBytes(folder, name);
    return bytes === undefined ? 'absent' : readVectors(bytes, model);
  }

  return {
    read,
    /** Brings the file up to date; what is missing in it afterwards is made anew by a later start. */
    async keep(made: ReadonlyMap<string, KeptVector>, gone: ReadonlySet<string>): Promise<void> {
      const kept = await read();
      const [first] = made.values();
      const dimension = first?.vector.length;
      // Another process may have kept those of another dimension.
      const rows = new Map(
        [...(typeof kept === 'string' ? none : kept)].filter(
          ([, { vector }]) => dimension === undefined || vector.length === dimension,
        ),
      );
      for (const id of gone) rows.delete(id);
      for (const [id, vector] of made) rows.set(id, vector);
      await writeKept(folder, name, writeVectors(model, rows));
    },
    remove: (): Promise<void> => removeKept(folder, name),
  };
}
