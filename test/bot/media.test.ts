import { describe, expect, test } from '@jest/globals';
import {
  ChannelError,
  FileError,
  purgedContent,
  type Content,
  type InboxRow,
  type Media,
  type NewOutboxRow,
  type PictureFault,
} from '../../bot/index.ts';
import { createFetchMedia } from '../../bot/media.ts';
import { buildReceived } from '../support/build-message.ts';

const bytes = Buffer.from('picture');
const picture: Content = { kind: 'image', mediaId: 'media-1' };

/** Media whose bytes are still at the platform; `fetchMedia` plays the platform, `save` the file store. */
function buildWaitingMedia({
  content = picture,
  save = async () => undefined,
  faults = [],
  ticketId,
  ...platform
}: {
  readonly content?: Content;
  readonly fetchMedia: (mediaId: string) => Promise<Media>;
  readonly fetchPicture?: (url: string) => Promise<Media>;
  readonly save?: () => Promise<unknown>;
  readonly faults?: readonly PictureFault[];
  readonly ticketId?: string;
}) {
  const clock = { now: new Date('2026-03-02T01:00:00Z') };
  const message = buildReceived({ channel: 'official-account', content });
  let row: InboxRow = { ...message, status: 'done', attempts: 0, media: 'waiting' };
  const saved: { readonly id: string; readonly thumbnail?: Buffer }[] = [];
  const assigned: string[] = [];
  const removed: string[] = [];
  const told = new Map<string, NewOutboxRow>();
  const run = createFetchMedia({
    inbox: {
      find: async () => row,
      async finishMedia(_, media, mediaFailure) {
        row = { ...row, media, ...(mediaFailure !== undefined && { mediaFailure }) };
      },
      async recordMediaFailure(_, mediaFailure, retryAt) {
        row = { ...row, mediaFailure, mediaAttempts: (row.mediaAttempts ?? 0) + 1 };
        clock.now = retryAt;
      },
    },
    files: {
      async save({ bytes: received, ...file }) {
        await save();
        saved.push(file);
        const { thumbnail: _, ...rest } = file;
        const seen = { mimeType: 'image/jpeg', sizeBytes: received.length, sha256: '' };
        return { ...rest, ...seen, faults };
      },
      assignTicket: async (ids, id) => void assigned.push(`${ids.join()} ${id}`),
      remove: async (ids) => void removed.push(...ids),
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
    outbox: {
      async insert(rows) {
        for (const one of rows) if (!told.has(one.id)) told.set(one.id, one);
      },
    },
    bell: { ring: async () => undefined },
    now: () => clock.now,
    channels: new Map([
      [
        'official-account',
        { name: 'official-account', send: async () => ({ at: new Date() }), ...platform },
      ],
    ]),
  });
  return {
    saved,
    assigned,
    removed,
    purge(): void {
      row = { ...row, content: purgedContent };
    },
    clock,
    read: () => row,
    fetchOnce: () => run(message.id),
    listTold: () => [...told.values()].map(({ id, reply }) => [id, reply.key]),
    message,
    fileId: `f-${message.id}`,
  };
}

const refuse = (error: Error) => async () => {
  throw error;
};

describe('media that is still at the platform', () => {
  test('is let go again when its draft was purged meanwhile', async () => {
    const media = buildWaitingMedia({
      async fetchMedia() {
        media.purge();
        return { bytes };
      },
    });
    await media.fetchOnce();
    expect(media.removed).toEqual([media.fileId]);
    expect(media.listTold()).toEqual([]);
  });

  test('is kept once, with the ticket that its message was filed with meanwhile', async () => {
    const media = buildWaitingMedia({ fetchMedia: async () => ({ bytes }), ticketId: 't-1' });
    await media.fetchOnce();
    await media.fetchOnce();
    expect(media.saved.map(({ id }) => id)).toEqual([media.fileId]);
    expect(media.assigned).toEqual([`${media.fileId} t-1`]);
    expect(media.read().media).toBe('stored');
    expect(media.listTold()).toEqual([]);
  });

  test.each(['dark', 'blurred', 'cut_off'] as const)(
    'that is a %s picture is named so, once, and kept all the same',
    async (fault) => {
      const media = buildWaitingMedia({ fetchMedia: async () => ({ bytes }), faults: [fault] });
      await media.fetchOnce();
      await media.fetchOnce();
      expect(media.listTold()).toEqual([
        [`${media.message.id}-fault`, `conversation.picture.${fault}`],
      ]);
      expect(media.saved).toHaveLength(1);
    },
  );

  test('is tried with growing pauses while the platform is away, for two days', async () => {
    const media = buildWaitingMedia({ fetchMedia: refuse(new ChannelError('unreachable', 'x')) });
    const begun = media.clock.now.getTime();
    await media.fetchOnce();
    expect(media.clock.now.getTime() - begun).toBe(10_000);
    for (let tries = 1; tries < 200 && media.read().media === 'waiting'; tries += 1) {
      await media.fetchOnce();
    }
    const days = (media.clock.now.getTime() - begun) / 86_400_000;
    expect(days).toBeGreaterThan(1.9);
    expect(days).toBeLessThan(2.5);
    expect(media.read()).toMatchObject({ media: 'failed', mediaFailure: 'unreachable' });
    expect(media.listTold()).toEqual([[`${media.message.id}-media`, 'conversation.media.gone']]);
  });

  test('outlives a day in which the platform is away, without a word to the person', async () => {
    let tries = 0;
    const media = buildWaitingMedia({
      async fetchMedia() {
        tries += 1;
        if (tries <= 50) throw new ChannelError('unreachable', 'timeout');
        return { bytes };
      },
    });
    for (let round = 0; round <= 50; round += 1) await media.fetchOnce();
    expect(media.read().media).toBe('stored');
    expect(media.listTold()).toEqual([]);
  });

  test.each([
    ['gone', new ChannelError('refused', '40007')],
    ['tooLarge', new FileError('file_too_large')],
    ['wrongType', new FileError('file_type_refused')],
  ])('is given up at once when it is %s, and the person is asked again', async (reason, error) => {
    const media = buildWaitingMedia({ fetchMedia: refuse(error) });
    await media.fetchOnce();
    expect(media.read()).toMatchObject({ media: 'failed', mediaFailure: error.code });
    expect(media.listTold()).toEqual([
      [`${media.message.id}-media`, `conversation.media.${reason}`],
    ]);
  });

  test('that cannot be read is fetched three times: it may have been cut off on the way', async () => {
    const media = buildWaitingMedia({
      fetchMedia: async () => ({ bytes }),
      save: refuse(new FileError('file_unreadable')),
    });
    await media.fetchOnce();
    await media.fetchOnce();
    expect(media.read().media).toBe('waiting');
    await media.fetchOnce();
    expect(media.listTold()).toEqual([
      [`${media.message.id}-media`, 'conversation.media.unreadable'],
    ]);
  });

  test('is fetched by the platform’s address only when its id is refused', async () => {
    const asked: string[] = [];
    const content = { ...picture, pictureUrl: 'http://mmbiz.qpic.cn/x' };
    const fetchPicture = async (url: string) => {
      asked.push(url);
      return { bytes };
    };
    const away = buildWaitingMedia({
      content,
      fetchPicture,
      fetchMedia: refuse(new ChannelError('unreachable', 'x')),
    });
    await away.fetchOnce();
    expect(asked).toEqual([]);
    const gone = buildWaitingMedia({
      content,
      fetchPicture,
      fetchMedia: refuse(new ChannelError('refused', '40007')),
    });
    await gone.fetchOnce();
    expect(asked).toEqual(['http://mmbiz.qpic.cn/x']);
    expect(gone.read().media).toBe('stored');
  });

  test('that is a video brings its still, or comes without one', async () => {
    const content = { kind: 'video', mediaId: 'v', thumbMediaId: 't' } as const;
    const whole = buildWaitingMedia({
      content,
      fetchMedia: async (id) => ({ bytes: Buffer.from(id) }),
    });
    await whole.fetchOnce();
    expect(whole.saved[0]?.thumbnail?.toString()).toBe('t');
    const alone = buildWaitingMedia({
      content,
      async fetchMedia(id) {
        if (id === 't') throw new ChannelError('refused', '40007');
        return { bytes };
      },
    });
    await alone.fetchOnce();
    expect(alone.saved[0]?.thumbnail).toBeUndefined();
    expect(alone.read().media).toBe('stored');
  });

  test('a fault of ours rises, and is tried again', async () => {
    const media = buildWaitingMedia({
      fetchMedia: async () => ({ bytes }),
      save: refuse(new Error('bug')),
    });
    await expect(media.fetchOnce()).rejects.toThrow('bug');
    expect(media.read()).toMatchObject({ media: 'waiting', mediaFailure: 'fault' });
  });
});
