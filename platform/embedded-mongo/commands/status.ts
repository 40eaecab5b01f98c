import { Long } from 'bson';
import { MAX_DOCUMENT_BYTES } from '../bson/encode.ts';
import { MAX_MESSAGE_BYTES } from '../wire/frames.ts';
import { command } from './command.ts';
import { as, each } from './fields.ts';

const VERSION = { version: '8.0.0', versionArray: [8, 0, 0, 0], gitVersion: 'embedded' };
/** MongoDB 8.0: within what drivers 6 and 7 speak, and with the bulkWrite command. */
const WIRE_VERSIONS = { minWireVersion: 0, maxWireVersion: 25 };
const LIMITS = {
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  maxMessageSizeBytes: MAX_MESSAGE_BYTES,
  maxWriteBatchSize: 100_000,
};
const SESSIONS = { logicalSessionTimeoutMinutes: 30, connectionId: 1, readOnly: false };

/**
 * The handshake. Without topologyVersion drivers poll, without setName they see a standalone;
 * what they offer is taken without effect: no compression, no authentication.
 */
const hello = command(
  {
    ...each(as.taken, 'helloOk', 'client', 'compression', 'backpressure'),
    ...each(as.taken, 'speculativeAuthenticate', 'saslSupportedMechs'),
    loadBalanced: as.off,
  },
  (_, { name, now: localTime, folderId }) => {
    const role = { [name === 'hello' ? 'isWritablePrimary' : 'ismaster']: true, helloOk: true };
    const embedded = { folderId };
    return { ...role, ...LIMITS, ...WIRE_VERSIONS, ...SESSIONS, localTime, embedded, ok: 1 };
  },
);

const buildInfo = command({}, (_, { folderId }) => {
  return { ...VERSION, ...LIMITS, bits: 64, debug: false, embedded: { folderId }, ok: 1 };
});

/** Answers ping, and the end of a session: all that one carries here is an id. */
const confirm = command({}, () => ({ ok: 1 }));

const serverStatus = command({}, (_, { now: localTime }) => {
  const { user, system } = process.cpuUsage();
  const cpu = { user_time_us: Long.fromNumber(user), system_time_us: Long.fromNumber(system) };
  const mem = { resident: Math.round(process.memoryUsage.rss() / 2 ** 20) };
  const { pid } = process;
  return { ...VERSION, pid, localTime, uptime: process.uptime(), mem, extra_info: cpu, ok: 1 };
});

const handshakes = { hello, isMaster: hello, ismaster: hello, buildInfo, buildinfo: buildInfo };
export const STATUS = { ...handshakes, ping: confirm, endSessions: confirm, serverStatus };
