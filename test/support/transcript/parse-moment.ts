import { TranscriptError, type ClockMove, type Position } from './script.ts';

const secondMs = 1000;
const unitMs: Readonly<Record<string, number>> = {
  秒: secondMs,
  分钟: 60 * secondMs,
  小时: 3600 * secondMs,
  天: 24 * 3600 * secondMs,
};

/** `+2天`, `+40秒`, or `到 2026-03-05 10:00`; undefined for any other line. */
export function parseMove(place: Position): ClockMove | undefined {
  const [, count, unit = ''] = /^\+(\d+)\s*(秒|分钟|小时|天)$/u.exec(place.source) ?? [];
  if (count !== undefined) return { kind: 'by', ms: Number(count) * (unitMs[unit] ?? 0) };
  const [, moment] = /^到 (.+)$/u.exec(place.source) ?? [];
  return moment === undefined ? undefined : { kind: 'to', at: parseMoment(moment, place) };
}

/** A day and time in Shanghai: 2026-03-02 09:00; what stands behind it in brackets is for the reader. */
export function parseMoment(text: string, place: Position): Date {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d)(?:\s*[（(].*)?$/u.exec(text) ?? [];
  const at = new Date(`${day}T${time}:00+08:00`);
  if (Number.isNaN(at.getTime())) throw new TranscriptError(place, 'no day and time');
  return at;
}
