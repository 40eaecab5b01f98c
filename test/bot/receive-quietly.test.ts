import { describe, expect, test } from '@jest/globals';
import type { Content, InboundMessage } from '../../bot/index.ts';
import { createReceiveQuietly } from '../../bot/receive-quietly.ts';

/** What is done, in order. */
function build() {
  const done: string[] = [];
  const receiveQuietly = createReceiveQuietly({
    directory: { identify: async () => 'p1' },
    inbox: {
      async insert(message) {
        done.push(`insert ${message.id}`);
        return { isNew: true, row: { ...message, status: 'waiting', attempts: 0 } };
      },
      finish: async (id) => void done.push(`finish ${id}`),
    },
    transcript: {
      async append(lines) {
        for (const { id, conversation, author } of lines) {
          done.push(`append ${id} of ${conversation} by ${author}`);
        }
        return [];
      },
    },
    bell: { ring: async ({ kind, id }) => void done.push(`ring ${kind} ${id}`) },
    now: () => new Date('2026-03-02T02:00:00Z'),
    announce: (personId) => void done.push(`announce ${personId}`),
  });
  return { done, receiveQuietly };
}

const buildMessage = (content: Content): InboundMessage => ({
  id: 'wecom-kf-m-1',
  from: { channel: 'wecom-kf', userId: 'wk1/wm1' },
  sentAt: new Date('2026-03-02T01:59:00Z'),
  content,
});

describe('a message that a person answers elsewhere', () => {
  test('is kept and shown, and never given to the bot', async () => {
    const { done, receiveQuietly } = build();
    await receiveQuietly(buildMessage({ kind: 'text', text: '说给客服听' }));
    expect(done).toEqual([
      'insert wecom-kf-m-1',
      'append wecom-kf-m-1 of p1 by person',
      'finish wecom-kf-m-1',
      'announce p1',
    ]);
  });

  test('has its media fetched before the platform forgets them', async () => {
    const { done, receiveQuietly } = build();
    await receiveQuietly(buildMessage({ kind: 'image', mediaId: 'm1' }));
    expect(done).toContain('ring media wecom-kf-m-1');
  });
});
