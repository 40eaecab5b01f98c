import { toWeekId, type DutyShift } from './duty.ts';

/** What is wrong with a line of a roster; `line` counts from 1. */
export const dutyFaults = ['cells', 'day', 'week', 'time', 'account', 'order', 'phone'] as const;
export type DutyFault = { readonly line: number; readonly rule: (typeof dutyFaults)[number] };

type ReadDuty = {
  readonly weekId: string;
  /** The id of the account with this user name. */
  readonly findAccount: (username: string) => string | undefined;
};

const dayMs = 86_400_000;
const time = /^([01]?\d|2[0-3])[:：]([0-5]\d)$/;

/**
 * Reads a week's roster: day, from, to, user name, order and, if any, telephone on each line, set off by commas, tabs
 * or spaces. An end that is not after its beginning is the next day's. Empty lines and a head are passed over.
 */
export function readDutyRows(
  text: string,
  wanted: ReadDuty,
): { readonly shifts: readonly DutyShift[]; readonly faults: readonly DutyFault[] } {
  const read = text
    .split(/\r?\n/u)
    .map((line, index) => ({ line: index + 1, cells: line.trim().split(/[\s,，、;；]+/u) }))
    .filter(({ cells }) => cells[0] !== '' && /^\d/.test(cells[0] ?? ''))
    .map(({ line, cells }) => ({ line, result: readRow(cells, wanted) }));
  return {
    shifts: read.flatMap(({ result }) => (typeof result === 'string' ? [] : [result])),
    faults: read.flatMap(({ line, result }) =>
      typeof result === 'string' ? [{ line, rule: result }] : [],
    ),
  };
}

function readRow(
  cells: readonly string[],
  { weekId, findAccount }: ReadDuty,
): DutyShift | DutyFault['rule'] {
  const [day = '', start = '', end = '', username = '', order = '', phone] = cells;
  if (cells.length < 5 || cells.length > 6) return 'cells';
  const midnight = new Date(`${day}T00:00:00+08:00`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(midnight.getTime())) return 'day';
  if (toWeekId(midnight) !== weekId) return 'week';
  const [from, until] = [toMinutes(start), toMinutes(end)];
  if (from === undefined || until === undefined) return 'time';
  const accountId = findAccount(username.toLowerCase());
  if (accountId === undefined) return 'account';
  if (!/^[1-9]\d?$/.test(order)) return 'order';
  if (phone !== undefined && !/^\+?\d[\d-]{5,19}$/.test(phone)) return 'phone';
  const length = until > from ? until - from : until - from + dayMs / 60_000;
  const begins = midnight.getTime() + from * 60_000;
  return {
    accountId,
    from: new Date(begins),
    to: new Date(begins + length * 60_000),
    order: Number(order),
    ...(phone !== undefined && { phone }),
  };
}

function toMinutes(text: string): number | undefined {
  const [, hours, minutes] = time.exec(text) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}
