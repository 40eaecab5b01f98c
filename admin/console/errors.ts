import { ApiError } from './api.ts';
import { hasWords, t } from './words.ts';

/** Plain words for whatever went wrong, chosen by its code. */
export function toErrorText(error: unknown): string {
  if (!(error instanceof ApiError)) return t('error.internal_error');
  const { code, problem } = error;
  const rule = problem.fields?.[0]?.rule;
  if (code === 'password_too_weak' && rule !== undefined) return t(`password.fault.${rule}`);
  if (code === 'too_many_requests' && problem.retryAfterS !== undefined) {
    return t('error.wait_minutes', { minutes: Math.max(1, Math.ceil(problem.retryAfterS / 60)) });
  }
  if (code === 'ticket_step_refused' && problem.allowed !== undefined) {
    const names = problem.allowed.map((action) => t(`action.${action}`)).join('、');
    return names === '' ? t('error.ticket_at_end') : t('error.ticket_allowed', { names });
  }
  if (code === 'ticket_officers_refused' || code === 'document_officers_refused') {
    return (problem.missing ?? []).map((fault) => t(`officers.fault.${fault}`)).join(' ');
  }
  if (code === 'document_holds_reporter' && problem.missing !== undefined) {
    return t('error.document_holds_words', { words: quote(joinRuns(problem.missing)) });
  }
  if (code === 'ticket_words_of_reporter' && problem.missing !== undefined) {
    return t(`error.${code}`) + quote(problem.missing);
  }
  if (code === 'file_too_large' && problem.maxMb !== undefined) {
    return t('error.file_over', { maxMb: problem.maxMb });
  }
  return hasWords(`error.${code}`) ? t(`error.${code}`) : t('error.internal_error');
}

const quote = (words: readonly string[]): string => words.map((one) => `「${one}」`).join('');

/** Runs that begin a letter later each, put together to the words that they are cut from. */
function joinRuns(runs: readonly string[]): readonly string[] {
  return runs.reduce<readonly string[]>((words, run) => {
    const last = words.at(-1);
    const goesOn = last !== undefined && last.endsWith(run.slice(0, -1));
    return goesOn ? [...words.slice(0, -1), last + run.slice(-1)] : [...words, run];
  }, []);
}

/** Plain words for why something did not arrive or was parked; an unforeseen cause is named as it is. */
export function toFailureText(failure: string | undefined): string {
  if (failure === undefined) return '';
  return hasWords(`failure.${failure}`) ? t(`failure.${failure}`) : failure;
}
