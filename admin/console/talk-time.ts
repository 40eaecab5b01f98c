import { t } from './words.ts';

/** A length of time in one unit, such as 4 分钟. */
export function formatSpan(seconds: number): string {
  if (seconds < 60) return t('talks.seconds', { count: Math.max(0, Math.round(seconds)) });
  if (seconds < 5400) return t('talks.minutes', { count: Math.round(seconds / 60) });
  return t('talks.hours', { count: Math.round(seconds / 3600) });
}
