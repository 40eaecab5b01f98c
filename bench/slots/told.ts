import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** What is read out of a telling; `openness` is the wish to stay unknown. */
export const slots = [
  'kind',
  'area',
  'unit',
  'place',
  'time',
  'cert',
  'demand',
  'openness',
] as const;
export type Slot = (typeof slots)[number];
export type Read = Readonly<Partial<Record<Slot, string>>>;

/** An invented telling and what a careful clerk would write down of it. */
export type Told = { readonly text: string; readonly slots: Read; readonly isKeptBack: boolean };

const SlotSchema = z.enum(slots);

/** Every second one is kept back: its sums are printed, its faults never. */
export function readTold(): readonly Told[] {
  const file = path.join(import.meta.dirname, 'told-complaints.txt');
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line, index) => {
      const [text = '', ...values] = line.split(' | ').map((part) => part.trim());
      return { text, slots: toSlots(values), isKeptBack: index % 2 === 1 };
    });
}

function toSlots(values: readonly string[]): Read {
  return Object.fromEntries(
    values
      .filter((value) => value !== '' && value !== '|')
      .map((value) => {
        const at = value.indexOf('=');
        return [SlotSchema.parse(value.slice(0, at)), value.slice(at + 1)];
      }),
  );
}
