import { LanguageModelError, type LanguageModelFault } from '../rewrite/index.ts';

/** What went wrong, as one of the closed codes; nothing else of the error is kept, for it may hold what was asked. */
export function toModelError(error: unknown, signal: AbortSignal): LanguageModelError {
  return new LanguageModelError(signal.aborted ? 'model_timed_out' : toCode(error));
}

function toCode(error: unknown): LanguageModelFault {
  if (isOurs(error)) return error.code;
  if (!(error instanceof Error)) return 'model_failed';
  if (isOurs(error.cause)) return error.cause.code;
  if ('status' in error && typeof error.status === 'number') return toStatusCode(error.status);
  return error instanceof SyntaxError ? 'model_unreadable' : 'model_unreachable';
}

function toStatusCode(status: number): LanguageModelFault {
  if (status === 401 || status === 403) return 'model_unauthorised';
  return status === 429 ? 'model_busy' : 'model_failed';
}

function isOurs(error: unknown): error is LanguageModelError {
  return error instanceof Error && error.name === 'LanguageModelError';
}
