import { createHash, randomUUID } from 'node:crypto';
import type { Content, InboxRow } from '../../bot/index.ts';
import type { Desk } from './build-desk.ts';
import { buildPaper } from './build-paper.ts';

/** A ticket with a blurred picture, a voice, and two pictures that are not here: one still on its way, one lost. */
export async function giveEvidence(desk: Desk) {
  const ticket = await desk.fileTicket();
  const [paperId, voiceId] = [`f-${randomUUID()}`, `f-${randomUUID()}`];
  const bytes = await buildPaper({ seed: 3, blur: 3 });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const origin = {
    personId: ticket.personId ?? '',
    ticketId: ticket.id,
    channel: 'official-account',
    receivedAt: desk.data.now,
  } as const;
  desk.data.evidence.push(
    {
      ...origin,
      id: paperId,
      name: '告知书.jpg',
      mimeType: 'image/jpeg',
      sizeBytes: bytes.length,
      sha256,
      hasCopy: true,
      faults: ['blurred'],
      bytes,
    },
    {
      ...origin,
      id: voiceId,
      name: '语音.amr',
      mimeType: 'audio/amr',
      sizeBytes: 9,
      sha256: 'ab'.repeat(32),
      bytes: Buffer.from('#!AMR\n123'),
    },
  );
  const contents: readonly (Content & { readonly fileId: string })[] = [
    { kind: 'image', fileId: paperId },
    { kind: 'voice', format: 'amr', fileId: voiceId, recognition: '昨天下午来的' },
    ...(['waiting', 'failed'] as const).map((media) => {
      return { kind: 'image', fileId: `f-${loseMedia(desk, media).id}` } as const;
    }),
  ];
  for (const content of contents) {
    const id = content.fileId.slice(2);
    desk.data.lines.push({
      id,
      conversation: origin.personId,
      channel: 'official-account',
      at: desk.data.now,
      traceId: id,
      seq: desk.data.lines.length + 1,
      direction: 'in',
      author: 'person',
      content,
      ticketId: ticket.id,
    });
  }
  return { number: ticket.number, paperId, voiceId, sha256 };
}

/** A message whose media its platform has not given, or never will. */
export function loseMedia(desk: Desk, media: 'waiting' | 'failed'): InboxRow {
  const id = `official-account-m-${randomUUID()}`;
  const row: InboxRow = {
    id,
    personId: 'p-lost',
    channel: 'official-account',
    arrivedAt: desk.data.now,
    content: { kind: 'image', mediaId: 'media-1' },
    traceId: id,
    status: 'done',
    attempts: 1,
    media,
    mediaAttempts: 104,
    mediaFailure: 'unreachable',
  };
  desk.data.inbox.set(id, row);
  return row;
}
