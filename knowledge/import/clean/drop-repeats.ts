import type { Cleaning, Dropped } from './document.ts';

/** Shorter lines, such as 一、 or a date, may well stand twice. */
const shortestRepeat = 12;

/** Leaves out paragraphs that stand there a second time, whatever their blanks and marks. */
export function dropRepeats({ lines, fields, dropped }: Cleaning): Cleaning {
  const seen = new Set<string>();
  const kept: string[] = [];
  const out: Dropped[] = [];
  for (const line of lines) {
    const plain = line.replaceAll(/[^\p{L}\p{N}]+/gu, '');
    const isRepeat = plain.length >= shortestRepeat && seen.has(plain);
    seen.add(plain);
    if (isRepeat) out.push({ reason: 'repeated', text: line });
    else kept.push(line);
  }
  return { lines: kept, fields, dropped: [...dropped, ...out] };
}
