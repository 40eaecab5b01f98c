import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { badValue, MongoError } from '../errors.ts';

/** Node cuts longer socket paths off without a word (at 107 bytes on Linux). */
const MAX_SOCKET_PATH_BYTES = 100;

/** A socket's path, or a loopback port. */
export type Address = { readonly path: string } | { readonly host: string; readonly port: number };

/** Where a data folder's parts lie. */
export interface Folder {
  /** The folder that the store is opened on. */
  readonly store: string;
  /** What only one process on this machine can listen on at a time, freed by the kernel. */
  readonly lock: Address;
  /** The file in which the owner tells the others its address. */
  readonly addressFile: string;
  readonly hash: string;
}

/** Makes the folder when it is missing and names its parts. */
export function openFolder(dataDir: string): Folder {
  mkdirSync(join(dataDir, 'embedded-mongo'), { recursive: true, mode: 0o700 });
  const path = realpathSync(join(dataDir, 'embedded-mongo'));
  const { dev, ino } = statSync(path, { bigint: true });
  return {
    store: path,
    lock: toLockAddress(hashOf(`${dev}:${ino}`)),
    addressFile: join(path, 'address'),
    hash: hashOf(path),
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function toLockAddress(hash: string): Address {
  if (process.platform === 'linux') return { path: `\0embedded-mongo-${hash}` };
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\embedded-mongo-${hash}` };
  return { host: '127.0.0.1', port: 49_152 + (Number.parseInt(hash.slice(0, 8), 16) % 16_000) };
}

/** The address that a new owner serves at: the last owner's, as long as it can be used. */
export function chooseAddress(folder: Folder, tcpPort: number | undefined): Address {
  const last = readAddress(folder);
  if (tcpPort !== undefined || process.platform === 'win32') {
    const lastPort = last !== undefined && 'port' in last ? last.port : 0;
    return { host: '127.0.0.1', port: tcpPort || lastPort };
  }
  if (last !== undefined && 'path' in last && existsSync(dirname(last.path))) return last;
  const path = join(openRuntimeFolder(), `${folder.hash}.sock`);
  if (Buffer.byteLength(path) > MAX_SOCKET_PATH_BYTES) {
    throw badValue(`the socket path is longer than ${MAX_SOCKET_PATH_BYTES} bytes: ${path}`);
  }
  return { path };
}

/** A folder of our own for sockets; one that others may enter is refused. */
function openRuntimeFolder(): string {
  const { uid } = userInfo();
  const path = join(process.env['XDG_RUNTIME_DIR'] ?? tmpdir(), `embedded-mongo-${uid}`);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const { uid: owner, mode } = statSync(path);
  if (owner !== uid || (mode & 0o077) !== 0) {
    throw new MongoError('Unauthorized', `${path} must belong to this user alone (mode 0700)`);
  }
  return path;
}

/** Tells the other processes where the owner serves. */
export function writeAddress({ addressFile }: Folder, address: Address): void {
  writeFileSync(`${addressFile}.new`, JSON.stringify(address), { mode: 0o600 });
  renameSync(`${addressFile}.new`, addressFile);
}

/** Where the owner serves or served last; undefined when there was none. */
export function readAddress({ addressFile }: Folder): Address | undefined {
  try {
    const address: unknown = JSON.parse(readFileSync(addressFile, 'utf8'));
    return isAddress(address) ? address : undefined;
  } catch {
    return undefined;
  }
}

function isAddress(value: unknown): value is Address {
  if (typeof value !== 'object' || value === null) return false;
  return 'path' in value
    ? typeof value.path === 'string'
    : 'host' in value &&
        value.host === '127.0.0.1' &&
        'port' in value &&
        Number.isInteger(value.port);
}

/** The connection string for mongoose. Heartbeats come often, so that a takeover is soon seen. */
export function toUri(address: Address): string {
  const place =
    'path' in address ? encodeURIComponent(address.path) : `${address.host}:${address.port}`;
  return `mongodb://${place}/duxin?heartbeatFrequencyMS=500`;
}
