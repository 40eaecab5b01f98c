import {
  findRowFault,
  mostMembers,
  type MemberList,
  type MemberRow,
  type WrittenRow,
} from './row.ts';

/** The list with these rows, and the numbers of what no longer fitted in. */
export type Added = { readonly list: MemberList; readonly left: readonly number[] };

/**
 * Takes a message's rows in; none is lost. A row that was unclear, or is the same member's, is written anew under its
 * number; a number that another member has already is changed for the next free one. A repeat of the message adds
 * nothing.
 */
export function addRows(
  list: MemberList,
  messageId: string,
  written: readonly WrittenRow[],
): Added {
  if (list.messageIds.includes(messageId)) return { list, left: [] };
  let rows = list.rows;
  const left: number[] = [];
  for (const [n, given] of written.entries()) {
    const before = rows.find((row) => row.number === given.number);
    const mends =
      before !== undefined && list.rows.includes(before) && isMended(before, given, list);
    if (mends) {
      rows = rows.map((row) => (row === before ? { ...given, number: row.number } : row));
    } else if (rows.length >= mostMembers) {
      left.push(given.number ?? n + 1);
    } else {
      rows = [...rows, { ...given, number: findFreeNumber(rows, given.number) }];
    }
  }
  const sorted = rows.toSorted((a, b) => a.number - b.number);
  return { list: { ...list, rows: sorted, messageIds: [...list.messageIds, messageId] }, left };
}

function isMended(before: MemberRow, given: WrittenRow, list: MemberList): boolean {
  return before.name === given.name || findRowFault(before, list) !== undefined;
}

function findFreeNumber(rows: readonly MemberRow[], wished = 0): number {
  const taken = new Set(rows.map(({ number }) => number));
  if (wished > 0 && !taken.has(wished)) return wished;
  return Math.max(0, ...taken) + 1;
}
