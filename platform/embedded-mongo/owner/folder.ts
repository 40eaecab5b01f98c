import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { badValue, MongoError } from '../errors.ts';

/** Node cuts longer socket paths off without a word (at 107 bytes on Linux). */
const MAX_SOCKET_PATH_BYTES = 100;

/** A socket's path, or a loopback port. */
export type Address = { readonly path: string } | { readonly host: string; readonly port: number };

/** A data folder, the same one by whatever name it was reached. */
export interface Folder {
  readonly path: string;
  /** What a server answers that serves this folder; a copy of the folder has another. */
  readonly id: string;
  /** What only one process on this machine can listen on at a time, freed by the kernel. */
  readonly lock: Address;
}

/** Makes the folder when it is missing. */
export function openFolder(dataDir: string): Folder {
  fs.mkdirSync(join(dataDir, 'embedded-mongo'), { recursive: true, mode: 0o700 });
  const path = fs.realpathSync(join(dataDir, 'embedded-mongo'));
  const { dev, ino } = fs.statSync(path, { bigint: true });
  const id = hashOf(`${dev}:${ino}`);
  return { path, id, lock: lockOf(id) };
}

function lockOf(id: string): Address {
  if (process.platform === 'linux') return { path: `\0embedded-mongo-${id}` };
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\embedded-mongo-${id}` };
  return { host: '127.0.0.1', port: 49_152 + (Number.parseInt(id.slice(0, 8), 16) % 16_000) };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** The address to serve at: a socket in a folder of this user alone, or a loopback port. */
export function chooseAddress(folder: Folder, tcpPort: number | undefined): Address {
  if (tcpPort !== undefined || process.platform === 'win32') {
    return { host: '127.0.0.1', port: tcpPort ?? 0 };
  }
  const { uid } = userInfo();
  const runtime = join(process.env['XDG_RUNTIME_DIR'] ?? tmpdir(), `embedded-mongo-${uid}`);
  fs.mkdirSync(runtime, { recursive: true, mode: 0o700 });
  const { uid: owner, mode } = fs.statSync(runtime);
  if (owner !== uid || (mode & 0o077) !== 0) {
    throw new MongoError('Unauthorized', `${runtime} must belong to this user alone (mode 0700)`);
  }
  const path = join(runtime, `${hashOf(folder.path)}.sock`);
  if (Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES) return { path };
  throw badValue(`the socket path is longer than ${MAX_SOCKET_PATH_BYTES} bytes: ${path}`);
}

/** Tells the other processes where the owner serves. */
export function writeAddress({ path }: Folder, address: Address): void {
  const file = join(path, 'address');
  fs.writeFileSync(`${file}.new`, JSON.stringify(address), { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
}

/** Where the owner serves or served last; undefined when there was none. */
export function readAddress({ path }: Folder): Address | undefined {
  try {
    const address: Address = JSON.parse(fs.readFileSync(join(path, 'address'), 'utf8'));
    return address;
  } catch {
    return undefined;
  }
}

/** The connection string for mongoose. Heartbeats come often, so that a takeover is soon seen. */
export function toUri(address: Address): string {
  const isPath = 'path' in address;
  const place = isPath ? encodeURIComponent(address.path) : `${address.host}:${address.port}`;
  return `mongodb://${place}/duxin?heartbeatFrequencyMS=500`;
}
