import { pino } from 'pino';

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Structured log lines. Fields hold ids and codes only: never words of a message, a name or an address. */
export type Log = {
  readonly debug: (fields: LogFields, message: string) => void;
  readonly info: (fields: LogFields, message: string) => void;
  readonly warn: (fields: LogFields, message: string) => void;
  readonly error: (fields: LogFields, message: string) => void;
};

/** JSON lines on standard output. */
export function createLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

/**
 * What may be said of an unknown error in a log: its name, code and where it was thrown; its message may
 * quote a person. By shape, for an error of another realm is no instance of ours.
 */
export function describeError(error: unknown): LogFields {
  if (typeof error !== 'object' || error === null) return { error: typeof error };
  const read = (key: string): string => {
    const value: unknown = Reflect.get(error, key);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const code = read('code');
  const where = read('stack')
    .split('\n')
    .find((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return {
    error: read('name') || 'object',
    ...(code === '' ? {} : { code }),
    ...(where === undefined ? {} : { where: where.trim() }),
  };
}
