import type { Channel, ChannelErrorCode } from './channel.ts';
import type { ChannelName, Content } from './message.ts';
import type { FileErrorCode, FileStore, InboxStore, TranscriptStore } from './stores.ts';

/** True when the platform holds bytes for this message that must be fetched before they expire. */
export function hasMedia(content: Content): content is Content & { readonly mediaId: string } {
  return 'mediaId' in content && content.mediaId !== undefined;
}

/** The evidence file that a message's media becomes. */
export const toFileId = (messageId: string): string => `f-${messageId}`;

/** Two days at the sweeper's one try in ten seconds: WeChat keeps media for three. */
const maxTries = 17_280;

type MediaPorts = {
  readonly inbox: Pick<InboxStore, 'find' | 'finishMedia' | 'recordMediaFailure'>;
  readonly files: Pick<FileStore, 'save' | 'assignTicket'>;
  readonly transcript: Pick<TranscriptStore, 'find'>;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
};

/**
 * Fetches one message's media through its channel and keeps it as evidence; safe to repeat.
 * An unreachable platform is tried again by the sweeper, for two days; a refused file is marked failed.
 */
export function createFetchMedia({ inbox, files, transcript, channels }: MediaPorts) {
  return async function fetchMedia(messageId: string): Promise<void> {
    const row = await inbox.find(messageId);
    if (row?.media !== 'waiting' || !hasMedia(row.content)) return;
    const channel = channels.get(row.channel);
    if (channel?.fetchMedia === undefined) return;
    try {
      const { bytes } = await channel.fetchMedia(row.content.mediaId);
      await files.save({
        id: toFileId(row.id),
        personId: row.personId,
        channel: row.channel,
        name: row.content.kind === 'file' ? row.content.name : row.content.kind,
        bytes,
        receivedAt: row.arrivedAt,
      });
      // The message may have been filed with a ticket while its media was on the way.
      const line = await transcript.find(row.id);
      if (line?.ticketId !== undefined) await files.assignTicket([toFileId(row.id)], line.ticketId);
      await inbox.finishMedia(row.id, 'stored');
    } catch (error) {
      if (!isFinal(error) && (await inbox.recordMediaFailure(row.id)) < maxTries) return;
      await inbox.finishMedia(row.id, 'failed');
    }
  };
}

const finalCodes: ReadonlySet<unknown> = new Set<FileErrorCode | ChannelErrorCode>([
  'file_too_large',
  'file_type_refused',
  'file_unreadable',
  'refused',
]);

/** Files that the store refuses and media that the platform no longer has will not come on a second try. */
function isFinal(error: unknown): boolean {
  return error instanceof Error && finalCodes.has(Reflect.get(error, 'code'));
}
