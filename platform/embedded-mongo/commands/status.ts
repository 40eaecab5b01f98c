import { Long } from 'bson';
import { MAX_DOCUMENT_BYTES } from '../bson/encode.ts';
import type { Scan } from '../planner/plan.ts';
import type { Document } from '../types.ts';
import { MAX_MESSAGE_BYTES } from '../wire/frames.ts';
import { command, namespaceOf } from './command.ts';
import { as, each } from './fields.ts';
import { readQuery } from './read.ts';

const VERSION = { version: '8.0.0', versionArray: [8, 0, 0, 0], gitVersion: 'embedded' };
/** MongoDB 8.0: within what drivers 6 and 7 speak, and with the bulkWrite command. */
const WIRE_VERSIONS = { minWireVersion: 0, maxWireVersion: 25 };
const LIMITS = {
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  maxMessageSizeBytes: MAX_MESSAGE_BYTES,
  maxWriteBatchSize: 100_000,
};
const PROCESS = { host: 'embedded', process: 'embedded-mongo', pid: process.pid };
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

const serverStatus = command({}, (_, { engine, cursors, now: localTime }) => {
  const { user, system } = process.cpuUsage();
  const stats = Object.entries(engine.store.stats());
  return {
    ...VERSION,
    ...PROCESS,
    localTime,
    uptime: process.uptime(),
    storageEngine: { name: 'lmdb', persistent: true },
    metrics: { cursor: { open: { total: cursors.count() } } },
    mem: { resident: Math.round(process.memoryUsage.rss() / 2 ** 20) },
    extra_info: { user_time_us: Long.fromNumber(user), system_time_us: Long.fromNumber(system) },
    lmdb: Object.fromEntries(stats.filter(([, value]) => typeof value === 'number')),
    ok: 1,
  };
});

/** Tells how a read would find its documents; nothing is run, whatever the verbosity. */
const explain = command({ verbosity: as.taken }, (_, request) => {
  const body = as.object(request.target, 'explain');
  const [name = ''] = Object.keys(body);
  const { $db: database, ...inner } = body;
  const namespace = namespaceOf(request, body[name]);
  const query = readQuery(name, inner, request.now);
  const plan = query.plan(request.engine.catalog.find(namespace));
  const isCovered = name === 'count' && plan.isExact;
  const inputStages = plan.scans.map((scan) => describe(scan, isCovered));
  const [only = { stage: 'EOF' }, ...others] = inputStages;
  const inputStage = others.length > 0 ? { stage: 'OR', inputStages } : only;
  const { filter: parsedQuery, sort: sortPattern = {} } = query.request;
  const winningPlan = plan.isSorted ? inputStage : { stage: 'SORT', sortPattern, inputStage };
  const queryPlanner = { namespace, parsedQuery, winningPlan, rejectedPlans: [] };
  return { explainVersion: '1', queryPlanner, command: body, ok: 1 };
});

function describe({ index, ranges, isReverse, isExact }: Scan, isCovered: boolean): Document {
  const direction = isReverse ? 'backward' : 'forward';
  const isWhole = ranges.length === 1 && ranges[0]?.start.length === 4;
  if (index === undefined && isWhole) return { stage: 'COLLSCAN', direction };
  const { name: indexName, key: keyPattern } = index ?? { name: '_id_', key: { _id: 1 } };
  const stage = isCovered ? 'COUNT_SCAN' : 'IXSCAN';
  const isMultiKey = index?.isMultikey ?? false;
  const walk = { stage, indexName, keyPattern, isMultiKey, direction, isExact };
  const inputStage = { ...walk, ranges: ranges.length };
  return isCovered || index === undefined ? inputStage : { stage: 'FETCH', inputStage };
}

const handshakes = { hello, isMaster: hello, ismaster: hello, buildInfo, buildinfo: buildInfo };
export const STATUS = { ...handshakes, ping: confirm, endSessions: confirm, serverStatus, explain };
