import { ChannelError, type Channel, type ChannelErrorCode, type Media } from './channel.ts';
import type { FileErrorCode, FileStore } from './evidence.ts';
import type { ChannelName, Content } from './message.ts';
import type { Bell, InboxRow, InboxStore, OutboxStore, TranscriptStore } from './stores.ts';

/** True when the platform holds bytes for this message that must be fetched before they expire. */
export function hasMedia(content: Content): content is Content & { readonly mediaId: string } {
  return 'mediaId' in content && content.mediaId !== undefined;
}

/** The evidence file that a message's media becomes. */
export const toFileId = (messageId: string): string => `f-${messageId}`;

const firstRetryMs = 10_000;
const longestRetryMs = 30 * 60_000;
/** With the pauses above two days: WeChat keeps media for three. */
const maxTries = 104;
/** What was cut off on the way may come whole the next time, and what is broken stays broken. */
const maxUnreadable = 3;

type MediaPorts = {
  readonly inbox: Pick<InboxStore, 'find' | 'finishMedia' | 'recordMediaFailure'>;
  readonly files: Pick<FileStore, 'save' | 'assignTicket' | 'remove'>;
  readonly transcript: Pick<TranscriptStore, 'find'>;
  readonly outbox: Pick<OutboxStore, 'insert'>;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly bell: Bell;
  readonly now: () => Date;
};

type MediaRow = InboxRow & { readonly content: Content & { readonly mediaId: string } };

/**
 * Fetches one message's media through its channel, keeps it as evidence and tells the person of a fault in it; safe
 * to repeat. An unreachable platform is tried again for two days; after the last failure the person is asked to send
 * it again.
 */
export function createFetchMedia(ports: MediaPorts) {
  const { inbox, files, transcript, channels, now } = ports;

  return async function fetchMedia(messageId: string): Promise<void> {
    const row = await inbox.find(messageId);
    if (row === undefined || !isWaiting(row)) return;
    const channel = channels.get(row.channel);
    if (channel?.fetchMedia === undefined) return;
    try {
      await keep(row, await fetchAll(row.content, channel));
    } catch (error) {
      const code = readCode(error);
      await noteFailure(row, code ?? 'fault');
      if (code === undefined) throw error;
    }
  };

  async function keep(row: MediaRow, { bytes, thumbnail }: Fetched): Promise<void> {
    const file = await files.save({
      id: toFileId(row.id),
      personId: row.personId,
      channel: row.channel,
      name: row.content.kind === 'file' ? row.content.name : row.content.kind,
      bytes,
      receivedAt: row.arrivedAt,
      ...(thumbnail !== undefined && { thumbnail }),
    });
    const still = await inbox.find(row.id);
    if (still === undefined || !hasMedia(still.content)) return files.remove([file.id]);
    // The message may have been filed with a ticket while its media was on the way.
    const line = await transcript.find(row.id);
    if (line?.ticketId !== undefined) await files.assignTicket([file.id], line.ticketId);
    const [fault] = file.faults ?? [];
    if (fault !== undefined) await tell(row, 'fault', `conversation.picture.${fault}`);
    await inbox.finishMedia(row.id, 'stored');
  }

  async function noteFailure(row: MediaRow, code: string): Promise<void> {
    const tries = (row.mediaAttempts ?? 0) + 1;
    const pauseMs = Math.min(firstRetryMs * 2 ** (tries - 1), longestRetryMs);
    await inbox.recordMediaFailure(row.id, code, new Date(now().getTime() + pauseMs));
    if (!isFinal(code, tries)) return;
    await tell(row, 'media', `conversation.media.${reasonOf.get(code) ?? 'gone'}`);
    await inbox.finishMedia(row.id, 'failed', code);
  }

  /** Once for each message, whatever is repeated. */
  async function tell(row: MediaRow, about: 'fault' | 'media', key: string): Promise<void> {
    const { personId, channel, traceId } = row;
    const createdAt = now();
    const told = { personId, channel, traceId, createdAt, dueAt: createdAt };
    await ports.outbox.insert([
      { id: `${row.id}-${about}`, kind: 'reply', reply: { key }, ...told },
    ]);
    await ports.bell.ring({ kind: 'deliver', id: personId });
  }
}

type Fetched = { readonly bytes: Buffer; readonly thumbnail?: Buffer };

async function fetchAll(content: MediaRow['content'], channel: Channel): Promise<Fetched> {
  const { bytes } = await fetchOne(content, channel);
  if (content.kind !== 'video' || content.thumbMediaId === undefined) return { bytes };
  // A video is shown by its still; without one it is a download.
  const still = await channel.fetchMedia?.(content.thumbMediaId).catch(() => undefined);
  return still === undefined ? { bytes } : { bytes, thumbnail: still.bytes };
}

/** By its id; a picture that the platform has no more by the address that the platform named. */
async function fetchOne(content: MediaRow['content'], channel: Channel): Promise<Media> {
  const { fetchMedia, fetchPicture } = channel;
  if (fetchMedia === undefined) throw new ChannelError('refused', 'no_media');
  const url = content.kind === 'image' ? content.pictureUrl : undefined;
  try {
    return await fetchMedia(content.mediaId);
  } catch (error) {
    if (url === undefined || fetchPicture === undefined || readCode(error) !== 'refused')
      throw error;
    return fetchPicture(url);
  }
}

function isWaiting(row: InboxRow): row is MediaRow {
  return row.media === 'waiting' && hasMedia(row.content);
}

/** Files that the store refuses and media that the platform no longer has will not come on a second try. */
const finalCodes: ReadonlySet<string> = new Set<FileErrorCode | ChannelErrorCode>([
  'file_too_large',
  'file_type_refused',
  'refused',
]);

function isFinal(code: string, tries: number): boolean {
  if (code === 'file_unreadable') return tries >= maxUnreadable;
  return finalCodes.has(code) || tries >= maxTries;
}

const reasonOf: ReadonlyMap<string, string> = new Map<FileErrorCode, string>([
  ['file_too_large', 'tooLarge'],
  ['file_type_refused', 'wrongType'],
  ['file_unreadable', 'unreadable'],
]);

/** The code of a refusal; undefined for a fault of ours. */
function readCode(error: unknown): string | undefined {
  const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : undefined;
}
