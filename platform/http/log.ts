import type { Log } from '../log.ts';

/** What this room needs of a logger. */
export type HttpLog = Pick<Log, 'info' | 'warn' | 'error'>;
export { describeError, type LogFields } from '../log.ts';
