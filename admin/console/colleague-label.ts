import type { Colleague } from '../routes/colleagues.schema.ts';
import { t } from './words.ts';

/** A colleague for choosing: with what they have, or that they are away and who stands in. */
export function toColleagueLabel({ name, open, isAway, deputy }: Colleague): string {
  if (!isAway) return t('routing.as_option', { name, open });
  return deputy === undefined
    ? t('routing.as_away', { name })
    : t('routing.as_away_for', { name, deputy });
}
