import { Long } from 'bson';
import { MAX_DOCUMENT_BYTES } from '../bson/encode.ts';
import type { Document } from '../types.ts';
import type { Command } from './request.ts';

/** The largest frame, as MongoDB has it. */
export const MAX_MESSAGE_BYTES = 48_000_000;
const VERSION = '8.0.0';
/** MongoDB 8.0: within what drivers 6 and 7 speak, and with the bulkWrite command. */
const MAX_WIRE_VERSION = 25;

/** The handshake. Without topologyVersion drivers poll, and without setName they see a standalone. */
export const hello: Command = {
  fields: [
    'helloOk',
    'hello',
    'client',
    'compression',
    'saslSupportedMechs',
    'speculativeAuthenticate',
    'loadBalanced',
    'topologyVersion',
    'maxAwaitTimeMS',
    'backpressure',
  ],
  run: ({ engine, name, now }) => ({
    ...(name === 'hello' ? { isWritablePrimary: true } : { ismaster: true }),
    helloOk: true,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: 100_000,
    localTime: now,
    logicalSessionTimeoutMinutes: 30,
    connectionId: 1,
    minWireVersion: 0,
    maxWireVersion: MAX_WIRE_VERSION,
    readOnly: false,
    embedded: { folderId: engine.catalog.folderId() },
    ok: 1,
  }),
};

const OK: Document = { ok: 1 };

export const ping: Command = { fields: [], run: () => OK };

/** Sessions are accepted: all that they carry here is an id. */
export const endSessions: Command = { fields: [], run: () => OK };

export const buildInfo: Command = {
  fields: [],
  run: ({ engine }) => ({
    version: VERSION,
    versionArray: [8, 0, 0, 0],
    gitVersion: 'embedded',
    modules: [],
    storageEngines: ['lmdb'],
    bits: 64,
    debug: false,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    embedded: { folderId: engine.catalog.folderId() },
    ok: 1,
  }),
};

export const serverStatus: Command = {
  fields: [],
  run: ({ engine, cursors, now }) => ({
    host: 'embedded',
    version: VERSION,
    process: 'embedded-mongo',
    pid: Long.fromNumber(process.pid),
    uptime: process.uptime(),
    localTime: now,
    storageEngine: { name: 'lmdb', persistent: true },
    metrics: { cursor: { open: { total: Long.fromNumber(cursors.count()) } } },
    mem: { resident: Math.round(process.memoryUsage.rss() / 2 ** 20) },
    extra_info: toTimes(process.cpuUsage()),
    lmdb: toNumbers(engine.store.stats()),
    ok: 1,
  }),
};

/** The process's CPU time under MongoDB's names. */
function toTimes({ user, system }: NodeJS.CpuUsage): Document {
  return { user_time_us: Long.fromNumber(user), system_time_us: Long.fromNumber(system) };
}

function toNumbers(stats: Record<string, unknown>): Document {
  return Object.fromEntries(Object.entries(stats).filter(([, value]) => typeof value === 'number'));
}

export const connectionStatus: Command = {
  fields: ['showPrivileges'],
  run: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 }),
};

export const getParameter: Command = {
  fields: ['featureCompatibilityVersion', 'allParameters'],
  run: () => ({ featureCompatibilityVersion: { version: '8.0' }, ok: 1 }),
};
