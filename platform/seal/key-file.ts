import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

const masterBytes = 32;

/** A key file that cannot be used. The message names the file and what it should hold, never a key. */
class KeyFileError extends Error {
  readonly code = 'key_file_invalid';
  constructor(path: string) {
    super(`${path} must hold one key a line, current first, each 32 bytes in base64`);
    this.name = 'KeyFileError';
  }
}

/** The master keys of a file, current first. Throws KeyFileError. */
export async function loadKeyFile(path: string): Promise<readonly Buffer[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  const keys = lines.map((line) => Buffer.from(line.trim(), 'base64'));
  if (keys.length === 0 || keys.some(({ length }) => length !== masterBytes)) {
    throw new KeyFileError(path);
  }
  return keys;
}

/** Loads the key file, or makes one with a new key that only its owner can read; the same for parallel callers. */
export async function loadOrCreateKeyFile(path: string): Promise<readonly Buffer[]> {
  try {
    return await loadKeyFile(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  await mkdir(dirname(path), { recursive: true });
  const draft = await writeDraft(path, [newMasterKey()]);
  try {
    // A link, unlike a rename, never replaces a file that another process made first.
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft);
  }
  return loadKeyFile(path);
}

/** Replaces the file's keys, current first; after a crash the file holds the old or the new ones, whole. */
export async function saveKeyFile(path: string, keys: readonly Buffer[]): Promise<void> {
  await rename(await writeDraft(path, keys), path);
}

export function newMasterKey(): Buffer {
  return randomBytes(masterBytes);
}

async function writeDraft(path: string, keys: readonly Buffer[]): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(keys.map((key) => `${key.toString('base64')}\n`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
  return draft;
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'code') === code;
}
