import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Example } from '../../knowledge/classify/index.ts';
import { toFold } from '../retrieval/data.ts';

const AreaRowSchema = z.object({ id: z.string(), label: z.string(), text: z.string() });
const KindRowSchema = z.object({
  id: z.string(),
  intent: z.enum(['投诉举报', '求助', '咨询', '建议']),
  subject_masked: z.string(),
  detail: z.string(),
});

/** A message with its true label; which of the five parts it belongs to never changes. */
export type Row = Example & { readonly part: number };

/** Messages with the area that the portal's staff gave them. */
export function readAreas(folder: string): readonly Row[] {
  return readLines(path.join(folder, 'taidi_c/att2_raw.dev.jsonl'), AreaRowSchema).map(
    ({ id, label, text }) => toRow(id, label, text),
  );
}

/** Messages with the kind that the writers gave them; a cry for help is a complaint to us. */
export function readKinds(folder: string): readonly Row[] {
  return readKindRows(folder).map(({ id, intent, subject_masked, detail }) =>
    toRow(id, toKind(intent), `${subject_masked}。${detail}`),
  );
}

/** The same without their subjects, as somebody would tell it in a chat. */
export function readToldKinds(folder: string): readonly Row[] {
  return readKindRows(folder).map(({ id, intent, detail }) => toRow(id, toKind(intent), detail));
}

const readKindRows = (folder: string) =>
  readLines(path.join(folder, 'taidi_c/intent_selfdeclared.dev.jsonl'), KindRowSchema);

const toKind = (intent: string): string => (intent === '求助' ? '投诉举报' : intent);

/** The writers are not named: each message counts as a person's of its own. */
function toRow(id: string, label: string, text: string): Row {
  return { text, label, personId: id, part: toFold(id) };
}

function readLines<T>(file: string, schema: z.ZodType<T>): T[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)));
}
