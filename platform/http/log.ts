/** What this room needs of a logger; pino is one. */
export type HttpLog = Readonly<
  Record<
    'info' | 'warn' | 'error',
    (fields: Readonly<Record<string, unknown>>, message: string) => void
  >
>;

/** What may be logged of an unforeseen error: its name, code and frames, never its message, which may quote a person. */
export function toSafeError(error: unknown): Readonly<Record<string, unknown>> {
  if (!isErrorLike(error)) return { error: typeof error };
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return {
    error: error.name,
    ...('code' in error ? { errorCode: String(error.code) } : {}),
    at: frames.slice(0, 6).map((line) => line.trim()),
  };
}

/** By shape, for an error of another realm is no instance of ours. */
function isErrorLike(error: unknown): error is Error {
  return typeof error === 'object' && error !== null && 'name' in error && 'message' in error;
}
