import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { readEvents } from './read-events.ts';
import { toListenMs } from './wait-for.ts';

const LineSchema = z.object({
  seq: z.number(),
  id: z.string().optional(),
  direction: z.enum(['in', 'out']),
  kind: z.string(),
  text: z.string(),
});
export type WebChatLine = z.infer<typeof LineSchema>;

/** An answer may be several lines: it is whole when nothing more came for this long. */
const quietMs = 300;
const answerWithinMs = 30_000;

/** One person at the web chat by HTTP alone: repeats what got no answer, and follows the event stream over restarts. */
export async function openWebChat(url: string) {
  const lines: WebChatLine[] = [];
  const ended = new AbortController();
  let lastEventId = '';
  const token = await openSession(url);
  const following = follow();

  async function post(path: string, toBody: () => string | FormData): Promise<void> {
    for (;;) {
      const body = toBody();
      const response = await fetch(`${url}/webhooks/web-chat/${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          ...(typeof body === 'string' && { 'content-type': 'application/json' }),
        },
        body,
      }).catch(() => undefined);
      if (response?.ok) return;
      await sleep(100);
    }
  }

  async function readStream(): Promise<void> {
    const response = await fetch(`${url}/webhooks/web-chat/events`, {
      signal: ended.signal,
      headers: {
        authorization: `Bearer ${token}`,
        'last-event-id': lastEventId,
      },
    });
    if (!response.ok) return;
    const events = readEvents(response);
    for (;;) {
      const event = await events.next();
      if (event?.data === undefined) return;
      if (event.event !== undefined) continue;
      lines.push(LineSchema.parse(JSON.parse(event.data)));
      lastEventId = event.id ?? '';
    }
  }

  async function follow(): Promise<void> {
    while (!ended.signal.aborted) {
      await readStream().catch((error: unknown) => {
        if (error instanceof z.ZodError) throw error;
      });
      await sleep(50);
    }
  }

  /** The words that came after the line of this id, when they are whole; '' when none came. */
  async function waitForAnswer(id: string): Promise<string> {
    const saidAt = Date.now();
    const deadline = saidAt + answerWithinMs;
    let known = 0;
    let pauseMs = quietMs;
    for (;;) {
      const own = lines.findIndex((line) => line.id === id);
      const answers = own < 0 ? [] : lines.slice(own + 1).filter(isOut);
      const isWhole = answers.length > 0 && answers.length === known;
      if (isWhole || Date.now() > deadline) return answers.map(({ text }) => text).join('\n');
      if (known === 0 && answers.length > 0) pauseMs = toListenMs(quietMs, Date.now() - saidAt);
      known = answers.length;
      await sleep(pauseMs);
    }
  }

  /** Says something and waits for no answer; the line's id. */
  async function tell(text: string): Promise<string> {
    const id = randomUUID();
    await post('messages', () => JSON.stringify({ id, text }));
    return id;
  }

  return {
    /** Everything on the stream so far, in the order in which it came. */
    lines: lines as readonly WebChatLine[],
    async say(text: string): Promise<string> {
      return waitForAnswer(await tell(text));
    },
    tell,
    async sendPhoto(photo: Buffer): Promise<string> {
      const id = randomUUID();
      await post('files', () => {
        const form = new FormData();
        form.set('id', id);
        form.set('file', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'photo.jpg');
        return form;
      });
      return waitForAnswer(id);
    },
    countHeard: (words: string) =>
      lines.filter(isOut).filter(({ text }) => text.includes(words)).length,
    async leave(): Promise<void> {
      ended.abort();
      await following;
    },
  };
}

export type WebChatPerson = Awaited<ReturnType<typeof openWebChat>>;

const isOut = ({ direction }: WebChatLine): boolean => direction === 'out';

async function openSession(url: string): Promise<string> {
  const response = await fetch(`${url}/webhooks/web-chat/session`, { method: 'POST' });
  return z.object({ token: z.string() }).parse(await response.json()).token;
}
