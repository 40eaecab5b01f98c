import type { HandlerPorts } from '../../handlers/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import { createReadFile } from '../../platform/read-files/index.ts';
import { toFileId } from '../media.ts';
import type { House } from './house.ts';

const mebibyte = 1024 * 1024;
/** A list of members is small; a sheet out of a chat is untrusted. */
const sheetLimits = {
  maxBytes: 2 * mebibyte,
  maxUnpackedBytes: 20 * mebibyte,
  maxFiles: 1,
  maxRows: 500,
  maxColumns: 40,
};

/** What a specialist's list of members stands on. */
export function openMembers(
  { database, secrets, memberTies, files, transcript }: House,
  { fetchMedia }: { readonly fetchMedia: (messageId: string) => Promise<void> },
): NonNullable<HandlerPorts['members']> {
  const readFile = createReadFile(sheetLimits);
  return {
    lists: mongo.createMemberLists(database, secrets),
    ties: memberTies,
    codes: secrets.codes,
    async readSheet(messageId) {
      await fetchMedia(messageId);
      // Read by the machine for the person who sent it; nobody sees the original.
      const bytes = await files.openOriginal(toFileId(messageId));
      if (bytes === undefined) return undefined;
      const { sources } = await readFile('members', bytes);
      const [sheet] = sources.flatMap(({ content }) =>
        content.kind === 'rows' ? [content.rows] : [],
      );
      return sheet;
    },
    async assign(ticketId, messageIds) {
      await transcript.assignTicket(messageIds, ticketId);
      await files.assignTicket(messageIds.map(toFileId), ticketId);
    },
  };
}
