import type { ConversationRow, HandOver } from '../../bot/index.ts';
import { toSeconds } from './conversations.present.ts';

type Waits = readonly { readonly takenAt: Date; readonly waitedMs: number }[];

const hourMs = 3_600_000;
const shanghaiOffsetMs = 8 * hourMs;

/** The day's waits as figures: how many, the middle one, the longest, hour by hour. */
export function presentFigures(rows: readonly ConversationRow[], waits: Waits) {
  const all = waits.map(({ waitedMs }) => waitedMs);
  const hours = [...new Set(waits.map(toHour))].toSorted((a, b) => a - b);
  return {
    waiting: countAt(rows, 'waiting'),
    served: countAt(rows, 'person'),
    ...(all.length > 0 && {
      medianWaitS: toSeconds(findMedian(all)),
      longestWaitS: toSeconds(Math.max(...all)),
    }),
    hours: hours.map((hour) => {
      const taken = waits.filter((wait) => toHour(wait) === hour);
      const medianMs = findMedian(taken.map(({ waitedMs }) => waitedMs));
      return { hour, count: taken.length, medianWaitS: toSeconds(medianMs) };
    }),
  };
}

function countAt(rows: readonly ConversationRow[], kind: HandOver['hands']['kind']): number {
  return rows.filter(({ handOver }) => handOver?.hands.kind === kind).length;
}

function toHour({ takenAt }: Waits[number]): number {
  return new Date(takenAt.getTime() + shanghaiOffsetMs).getUTCHours();
}

function findMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 0 ? (low + high) / 2 : high;
}
