import { describe, expect, test } from '@jest/globals';
import { ChannelError, FileError, type InboxRow, type Media } from '../../bot/index.ts';
import { createFetchMedia } from '../../bot/media.ts';
import { buildReceived } from '../support/build-message.ts';

/** A picture whose bytes are still at the platform; `fetchMedia` plays the platform, `save` the file store. */
function buildWaitingPicture({
  fetchMedia,
  save = async () => undefined,
  ticketId,
}: {
  readonly fetchMedia: () => Promise<Media>;
  readonly save?: () => Promise<unknown>;
  readonly ticketId?: string;
}) {
  const message = buildReceived({
    channel: 'official-account',
    content: { kind: 'image', mediaId: 'media-1' },
  });
  let row: InboxRow = { ...message, status: 'done', attempts: 0, media: 'waiting' };
  let tries = 0;
  const saved: string[] = [];
  const assigned: string[] = [];
  const run = createFetchMedia({
    inbox: {
      find: async () => row,
      finishMedia: async (_, media) => void (row = { ...row, media }),
      recordMediaFailure: async () => (tries += 1),
    },
    files: {
      async save(file) {
        await save();
        saved.push(file.id);
        const { bytes, ...rest } = file;
        return { ...rest, mimeType: 'image/jpeg', sizeBytes: bytes.length, sha256: '' };
      },
      assignTicket: async (ids, id) => void assigned.push(`${ids.join()} ${id}`),
    },
    transcript: {
      find: async (id) => ({
        id,
        conversation: 'person-1',
        seq: 1,
        direction: 'in',
        author: 'person',
        channel: 'official-account',
        content: message.content,
        at: message.arrivedAt,
        traceId: id,
        ...(ticketId !== undefined && { ticketId }),
      }),
    },
    channels: new Map([
      [
        'official-account',
        { name: 'official-account', send: async () => ({ at: new Date() }), fetchMedia },
      ],
    ]),
  });
  return {
    saved,
    assigned,
    readState: () => row.media,
    fetchOnce: () => run(message.id),
    fileId: `f-${message.id}`,
  };
}

const bytes = Buffer.from('picture');

describe('a picture that is still at the platform', () => {
  test('is kept once, with the ticket that its message was filed with meanwhile', async () => {
    const picture = buildWaitingPicture({ fetchMedia: async () => ({ bytes }), ticketId: 't-1' });
    await picture.fetchOnce();
    await picture.fetchOnce();
    expect(picture.saved).toEqual([picture.fileId]);
    expect(picture.assigned).toEqual([`${picture.fileId} t-1`]);
    expect(picture.readState()).toBe('stored');
  });

  test('outlives hours in which the platform is away', async () => {
    let tries = 0;
    const picture = buildWaitingPicture({
      async fetchMedia() {
        tries += 1;
        if (tries <= 3000) throw new ChannelError('unreachable', 'timeout');
        return { bytes };
      },
    });
    for (let round = 0; round <= 3000; round += 1) await picture.fetchOnce();
    expect(picture.readState()).toBe('stored');
  });

  test('is given up at once when the platform has it no more, or the store refuses it', async () => {
    const gone = buildWaitingPicture({
      fetchMedia: async () => {
        throw new ChannelError('refused', '40007');
      },
    });
    const refused = buildWaitingPicture({
      fetchMedia: async () => ({ bytes }),
      save: async () => {
        throw new FileError('file_type_refused');
      },
    });
    await Promise.all([gone.fetchOnce(), refused.fetchOnce()]);
    expect([gone.readState(), refused.readState()]).toEqual(['failed', 'failed']);
  });
});
