import type { NewOutboxRow, ReceivedMessage, TranscriptLine } from '../../bot/index.ts';

export const arrivedAt = new Date('2026-03-02T02:00:00.000Z');

let built = 0;

/** A text as it enters the inbox; every call gives another id. */
export function buildReceived(fields: Partial<ReceivedMessage> = {}): ReceivedMessage {
  built += 1;
  const id = fields.id ?? `web-chat-m-${built}`;
  return {
    id,
    personId: 'person-1',
    channel: 'web-chat',
    arrivedAt,
    content: { kind: 'text', text: '我要投诉' },
    traceId: id,
    ...fields,
  };
}

/** A reply as it enters the outbox; every call gives another id. */
export function buildOutboxRow(fields: Partial<NewOutboxRow> = {}): NewOutboxRow {
  built += 1;
  return {
    id: `web-chat-m-${built}-r0`,
    personId: 'person-1',
    kind: 'reply',
    channel: 'web-chat',
    reply: { key: 'conversation.greeting', values: { name: '张三' } },
    words: { text: '您好' },
    traceId: `web-chat-m-${built}`,
    createdAt: arrivedAt,
    dueAt: arrivedAt,
    ...fields,
  };
}

/** A line of a conversation before it has its number; every call gives another id. */
export function buildLine(
  fields: Partial<Omit<TranscriptLine, 'seq'>> = {},
): Omit<TranscriptLine, 'seq'> {
  built += 1;
  const id = fields.id ?? `web-chat-m-${built}`;
  return {
    id,
    conversation: 'person-1',
    direction: 'in',
    author: 'person',
    channel: 'web-chat',
    content: { kind: 'text', text: '我要投诉' },
    at: arrivedAt,
    traceId: id,
    ...fields,
  };
}
