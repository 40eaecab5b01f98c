import { z } from 'zod';

/** Why a line cannot become a matter. */
const rowFaults = ['no_name', 'no_matter', 'repeated'] as const;
export type RowFault = (typeof rowFaults)[number];

const text = z.string();

const RowSchema = z
  .object({
    /** As written where that was free; every line keeps one of its own. */
    number: z.number().int(),
    name: text,
    story: text,
    actingUnit: text.exactOptional(),
    place: text.exactOptional(),
  })
  .readonly();
/** What a list says of one member, as it was written. */
export type MemberRow = z.infer<typeof RowSchema>;

const EvidenceSchema = z
  .object({
    messageId: text,
    /** The row that it belongs to; absent for all. */
    number: z.number().int().exactOptional(),
  })
  .readonly();

/** A list as far as it was sent. Holds names: it is kept sealed and never with the conversation's state. */
export const MemberListSchema = z
  .object({
    rows: z.array(RowSchema).readonly(),
    evidence: z.array(EvidenceSchema).readonly(),
    /** Messages that were taken in, so that a repeat adds nothing. */
    messageIds: z.array(text).readonly(),
  })
  .readonly();
export type MemberList = z.infer<typeof MemberListSchema>;

export const emptyList: MemberList = { rows: [], evidence: [], messageIds: [] };

/** A line before it has a number that is its own. */
export type WrittenRow = Omit<MemberRow, 'number'> & { readonly number?: number };

/** As many members as one list may have. */
export const mostMembers = 30;

/** What is wrong with a row of the list; undefined for one that can be filed. */
export function findRowFault(row: MemberRow, { rows }: MemberList): RowFault | undefined {
  if (row.name === '') return 'no_name';
  if (countLetters(row.story) < fewestLetters) return 'no_matter';
  const earlier = rows.find(({ name, story }) => name === row.name && story === row.story);
  return earlier?.number === row.number ? undefined : 'repeated';
}

const fewestLetters = 4;

function countLetters(words: string): number {
  return words.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}
