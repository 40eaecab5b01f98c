import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  readSnapshot,
  type Fold,
  type SearchIndex,
  type SnapshotRefusal,
} from '../../knowledge/index.ts';

/** A snapshot that was kept, and the moment up to which it holds all changes; or why there is none to use. */
export type Kept =
  | { readonly kind: 'read'; readonly index: SearchIndex; readonly madeFrom: Date }
  | { readonly kind: 'none'; readonly why: SnapshotRefusal | 'absent' };

/** Reads the snapshot from the folder; a damaged one is none. */
export async function readKept(folder: string, name: string, fold: Fold): Promise<Kept> {
  const bytes = await readBytes(folder, name);
  if (bytes === undefined) return { kind: 'none', why: 'absent' };
  const read = readSnapshot(bytes, { fold });
  if (read.kind === 'refused') return { kind: 'none', why: read.why };
  const madeFrom = new Date(read.edition);
  if (Number.isNaN(madeFrom.getTime())) return { kind: 'none', why: 'damaged' };
  return { kind: 'read', index: read.index, madeFrom };
}

/** The bytes of a snapshot, as they lie there. */
export async function readBytes(folder: string, name: string): Promise<Uint8Array | undefined> {
  return readFile(toPath(folder, name)).catch(() => undefined);
}

/** Removes a snapshot, if there is one. */
export async function removeKept(folder: string, name: string): Promise<void> {
  await rm(toPath(folder, name), { force: true });
}

/** Puts the snapshot in place in one step, so that no reader ever sees half of it. */
export async function writeKept(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = `${toPath(folder, name)}.${randomUUID()}`;
  try {
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, toPath(folder, name));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

function toPath(folder: string, name: string): string {
  return join(folder, `${name}.dxri`);
}
