import type { Fold } from '../../knowledge/index.ts';
import type { Log } from '../log.ts';
import type { LayOut } from './lay-out.ts';

/** Where it is said that an index was built anew or could not be kept. */
export type IndexLog = Pick<Log, 'info' | 'warn' | 'error'>;

/** What the indexes of a process stand on. */
export type IndexPorts = {
  /** Where the snapshots lie. */
  readonly folder: string;
  readonly fold: Fold;
  readonly layOut: LayOut;
  readonly now: () => Date;
  readonly log: IndexLog;
};
