import type { ApiError } from './api.ts';
import { toAreaName } from './areas.ts';
import { formatTime } from './format.ts';
import { hasWords, t } from './words.ts';

type Change = NonNullable<ApiError['problem']['changed']>[number];
type Field = NonNullable<Change['fields']>[number];

/** One line on what somebody else did meanwhile: who, when, which action, which fields. */
export function toChangeText({ action, by, at, fields = [] }: Change): string {
  const step = t('ticket.conflict_step', {
    who: toName(by),
    time: formatTime(at),
    what: t(`action.${action}`),
  });
  if (fields.length === 0) return step;
  return t('ticket.conflict_fields', { step, fields: fields.map(toFieldText).join('、') });
}

function toFieldText({ name, value }: Field): string {
  const field = t(`ticket.changed.${name}`);
  return value === undefined ? field : `${field} ${toValueText(name, value)}`;
}

function toValueText(name: string, value: string): string {
  if (name === 'area') return toAreaName(value);
  if (name === 'problem_action') return t(`problem.action.${value}`);
  const key = `${name === 'urgency' ? 'urgent' : name}.${value}`;
  return hasWords(key) ? t(key) : value;
}

function toName(by: string): string {
  if (by === 'reporter') return t('ticket.by_reporter');
  return by === 'system' ? t('ticket.by_system') : by;
}
