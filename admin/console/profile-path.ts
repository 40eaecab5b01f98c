import type { ProfileDraftBody } from '../routes/profiles.schema.ts';
import { hasWords, t } from './words.ts';

/** A path into the rules in words: the part, the entry by its name, the field. */
export function toPathText(path: readonly string[], draft: ProfileDraftBody | undefined): string {
  let value: unknown = draft;
  return path
    .map((step) => {
      value = follow(value, step);
      return toStepText(step, value);
    })
    .join(' › ');
}

/** What is wrong with a value, in words. */
export function toRuleText(rule: string): string {
  return hasWords(`profile.rule.${rule}`) ? t(`profile.rule.${rule}`) : t('profile.rule.other');
}

function follow(value: unknown, step: string): unknown {
  if (Array.isArray(value)) {
    const index = /^#?\d+$/.test(step) ? Number(step.replace('#', '')) : -1;
    const place = step.startsWith('#') ? index - 1 : index;
    return place >= 0 ? value[place] : value.find((entry) => readText(entry, 'id') === step);
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === step)?.[1]
    : undefined;
}

function toStepText(step: string, value: unknown): string {
  for (const group of ['part', 'limit', 'field']) {
    if (hasWords(`profile.${group}.${step}`)) return t(`profile.${group}.${step}`);
  }
  const name = readText(value, 'name');
  if (name !== undefined && name !== '') return name;
  if (!/^#?\d+$/.test(step)) return step;
  const place = step.startsWith('#') ? Number(step.slice(1)) : Number(step) + 1;
  return t('profile.entry', { number: place });
}

function readText(value: unknown, field: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Object.entries(value).find(([name]) => name === field)?.[1];
  return typeof found === 'string' ? found : undefined;
}
