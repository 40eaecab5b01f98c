import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HandedMessageSchema, type HandedMessage } from './protocol.ts';

const ivBytes = 12;
const tagBytes = 16;
const onlyOwner = 0o600;

/**
 * Where messages wait between child and parent: one sealed file for each, and one for its media, so that a killed
 * process loses none. `keys` are 32 bytes each; the first seals, all open.
 */
export function createSpool(folder: string, keys: readonly Buffer[]) {
  const [current] = keys;
  if (current === undefined) throw new Error('a spool needs a key');
  const key = current;

  /** No name of a file says whose message it is. */
  const toPath = (id: string, ending: 'message' | 'media', by: Buffer = key): string =>
    join(folder, `${createHmac('sha256', by).update(id).digest('base64url')}.${ending}`);

  async function write(path: string, bytes: Buffer): Promise<void> {
    const draft = `${path}.${randomBytes(6).toString('hex')}.draft`;
    const file = await open(draft, 'w', onlyOwner);
    try {
      await file.writeFile(seal(key, bytes));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  }

  async function read(path: string): Promise<Buffer | undefined> {
    const bytes = await readFile(path).catch(toAbsent);
    return bytes === undefined ? undefined : unseal(keys, bytes);
  }

  return {
    /** Makes the folder, and clears what a killed process was only writing. */
    async prepare(): Promise<void> {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const drafts = (await readdir(folder)).filter((name) => name.endsWith('.draft'));
      await Promise.all(drafts.map((name) => rm(join(folder, name), { force: true })));
    },
    writeMessage: (message: HandedMessage): Promise<void> =>
      write(toPath(message.id, 'message'), Buffer.from(JSON.stringify(message))),
    writeMedia: (id: string, bytes: Buffer): Promise<void> => write(toPath(id, 'media'), bytes),
    async readMedia(id: string): Promise<Buffer | undefined> {
      for (const each of keys) {
        const bytes = await read(toPath(id, 'media', each));
        if (bytes !== undefined) return bytes;
      }
      return undefined;
    },
    /** What was handed over and never taken, oldest first. Files that no key opens stay where they are. */
    async listLeft(): Promise<readonly HandedMessage[]> {
      const names = await readdir(folder).catch(() => []);
      const left: HandedMessage[] = [];
      for (const name of names.filter((each) => each.endsWith('.message'))) {
        const bytes = await read(join(folder, name));
        const parsed = HandedMessageSchema.safeParse(toJson(bytes));
        if (parsed.success) left.push(parsed.data);
      }
      return left.toSorted((one, other) => one.sentAtMs - other.sentAtMs);
    },
    async remove(id: string): Promise<void> {
      for (const each of keys) {
        await rm(toPath(id, 'message', each), { force: true });
        await rm(toPath(id, 'media', each), { force: true });
      }
    },
  };
}
export type Spool = ReturnType<typeof createSpool>;

function seal(key: Buffer, plain: Buffer): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const data = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), data]);
}

function unseal(keys: readonly Buffer[], sealed: Buffer): Buffer | undefined {
  const iv = sealed.subarray(0, ivBytes);
  const tag = sealed.subarray(ivBytes, ivBytes + tagBytes);
  for (const key of keys) {
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
      decipher.setAuthTag(tag);
      return Buffer.concat([
        decipher.update(sealed.subarray(ivBytes + tagBytes)),
        decipher.final(),
      ]);
    } catch {
      // Another of the keys may open it.
    }
  }
  return undefined;
}

function toJson(bytes: Buffer | undefined): unknown {
  return bytes === undefined ? undefined : JSON.parse(bytes.toString());
}

function toAbsent(error: unknown): undefined {
  if (Reflect.get(Object(error), 'code') === 'ENOENT') return undefined;
  throw error;
}
