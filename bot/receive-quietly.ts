import type { InboundMessage } from './message.ts';
import { hasMedia } from './media.ts';
import type { Bell, Directory, InboxStore, TranscriptStore } from './stores.ts';
import { toInboundLine } from './transcript-line.ts';

type ReceiveQuietlyPorts = {
  readonly directory: Pick<Directory, 'identify'>;
  readonly inbox: Pick<InboxStore, 'insert' | 'finish'>;
  readonly transcript: Pick<TranscriptStore, 'append'>;
  readonly bell: Bell;
  readonly now: () => Date;
  readonly announce: (personId: string) => void;
};

/** Stores a message that a person answers on the platform itself: kept with its media, never given to the bot. Safe to repeat. */
export function createReceiveQuietly(ports: ReceiveQuietlyPorts) {
  const { directory, inbox, transcript, bell, now } = ports;
  return async function receiveQuietly(message: InboundMessage): Promise<void> {
    const { id, content, from } = message;
    const { row } = await inbox.insert({
      id,
      personId: await directory.identify(from),
      channel: from.channel,
      arrivedAt: now(),
      sentAt: message.sentAt,
      content,
      traceId: id,
    });
    await transcript.append([toInboundLine(row)]);
    await inbox.finish(id);
    ports.announce(row.personId);
    if (hasMedia(content)) await bell.ring({ kind: 'media', id });
  };
}
