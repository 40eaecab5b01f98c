import { hasWords, t } from './words.ts';

/** The key areas of the default profile (domain.md), by code. */
export const areas = [
  'market_regulation',
  'city_management',
  'transport',
  'ecology',
  'work_safety',
  'agriculture',
  'culture_tourism',
  'natural_resources',
  'labour',
  'health',
  'public_security',
  'other',
] as const;

/** The area's name; a profile's own area names itself. */
export function toAreaName(area: string): string {
  return hasWords(`area.${area}`) ? t(`area.${area}`) : area;
}
