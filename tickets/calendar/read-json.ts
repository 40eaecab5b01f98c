import type { CalendarLine } from './calendar-line.ts';

/**
 * The days of a list {date, isOffDay | isWorking, name}, bare, under `days`, or under `days` of several years; undefined
 * for any other text.
 */
export function readJson(text: string): readonly CalendarLine[] | undefined {
  const parsed = parse(text);
  const lists = Array.isArray(parsed) ? parsed : [parsed];
  const items = lists.flatMap((one: unknown) =>
    isRecord(one) && Array.isArray(one['days']) ? (one['days'] as readonly unknown[]) : [one],
  );
  const lines = items.flatMap((item, index) => toLine(item, index + 1) ?? []);
  return lines.length === 0 ? undefined : lines;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toLine(item: unknown, row: number): CalendarLine | undefined {
  if (!isRecord(item) || typeof item['date'] !== 'string') return undefined;
  const { date, isOffDay, isWorking, name } = item;
  return {
    row,
    from: date,
    isWorking: typeof isOffDay === 'boolean' ? !isOffDay : toBoolean(isWorking),
    ...(typeof name === 'string' && { name }),
  };
}

function toBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
