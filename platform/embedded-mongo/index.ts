/**
 * The part of MongoDB that Duxin uses, in one process or several on one data folder, spoken to by
 * any MongoDB driver. It knows nothing of Duxin. README.md has the supported surface.
 */
import { joinFolder, type Member } from './owner/member.ts';
import { joinInThread } from './owner/thread.ts';

export { backupFolder, restoreFolder } from './owner/backup.ts';

export interface EmbeddedMongoOptions {
  /** The folder that holds the data; several processes may name the same one. */
  readonly dataDir: string;
  /** What the time is for TTL, `$$NOW` and `$currentDate`: keeps the server on this thread. */
  readonly clock?: () => Date;
  /** Serve on this loopback port (0 picks one) and not on a Unix socket. */
  readonly tcpPort?: number;
  /** Where the server runs: on a thread of its own unless a clock is given. */
  readonly thread?: 'own' | 'this';
}

/**
 * Serves the folder, or joins the process that serves it and takes over when that one ends.
 * The uri stays the same meanwhile. `stop` ends after the last write is on the disk.
 */
export function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<Member> {
  const { dataDir, clock, tcpPort, thread = clock === undefined ? 'own' : 'this' } = options;
  if (thread === 'own') return joinInThread({ dataDir, tcpPort });
  return joinFolder({ dataDir, tcpPort, now: clock ?? (() => new Date()) });
}
