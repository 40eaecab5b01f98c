/**
 * The part of MongoDB that Duxin uses, in one process or several on one data folder, spoken to by
 * any MongoDB driver. It knows nothing of Duxin. README.md has the supported surface.
 */
import { joinFolder, type Member } from './owner/member.ts';

export interface EmbeddedMongoOptions {
  /** The folder that holds the data; several processes may name the same one. */
  readonly dataDir: string;
  /** What the time is, for TTL, `$$NOW` and `$currentDate`; the system's clock when absent. */
  readonly clock?: () => Date;
  /** Serve on this loopback port (0 picks one) and not on a Unix socket. */
  readonly tcpPort?: number;
}

/**
 * Serves the folder, or joins the process that serves it and takes over when that one ends.
 * The uri stays the same meanwhile. `stop` ends after the last write is on the disk.
 */
export function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<Member> {
  const { dataDir, clock, tcpPort } = options;
  return joinFolder({ dataDir, tcpPort, now: clock ?? (() => new Date()) });
}
