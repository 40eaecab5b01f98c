import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readEvents } from '../read-events.ts';
import type { House } from './house.ts';
import { buildMemberSheet } from './member-sheet.ts';
import { refuseAct, type Act, type Heard, type Mouth } from './mouth.ts';
import { findPhoto, things, type Thing } from './things.ts';

const LineSchema = z.object({
  direction: z.enum(['in', 'out']),
  author: z.enum(['person', 'bot', 'staff']),
  text: z.string(),
  options: z.array(z.object({ label: z.string(), say: z.string() })).default([]),
});

/** Somebody at the web chat, by HTTP alone: opens a session, posts, and reads the event stream up to its end. */
export function createVisitorMouth(house: House): Mouth {
  let token: string | undefined;
  let lastEventId = '';

  /** `scene` is what the code on a wall said. */
  async function openSession(scene = ''): Promise<string> {
    const query = scene === '' ? '' : `?scene=${encodeURIComponent(scene)}`;
    const url = `${house.readUrl()}/webhooks/web-chat/session${query}`;
    const response = await fetch(url, { method: 'POST' });
    const opened = z.object({ token: z.string() }).parse(await response.json());
    token = opened.token;
    await house.settle();
    return token;
  }

  async function post(path: string, body: string | FormData): Promise<void> {
    const response = await fetch(`${house.readUrl()}/webhooks/web-chat/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token ?? (await openSession())}`,
        ...(typeof body === 'string' && { 'content-type': 'application/json' }),
      },
      body,
    });
    if (!response.ok) throw new Error(`the web chat answered ${response.status}`);
  }

  const say = (text: string): Promise<void> =>
    post('messages', JSON.stringify({ id: randomUUID(), text }));

  function upload({ bytes, mimeType, name }: Thing): Promise<void> {
    const form = new FormData();
    form.set('id', randomUUID());
    form.set('file', new Blob([new Uint8Array(bytes)], { type: mimeType }), name);
    return post('files', form);
  }

  async function act({ name, detail }: Act): Promise<void> {
    switch (name) {
      case '打开':
        return void (await openSession(detail));
      case '图片':
        return upload(await findPhoto(detail));
      case '文件':
        return upload(detail === '会员名单' ? await buildMemberSheet() : things.pdf);
      default:
        return refuseAct({ name, detail });
    }
  }

  async function listen(): Promise<readonly Heard[]> {
    if (token === undefined) return [];
    const response = await fetch(`${house.readUrl()}/webhooks/web-chat/events`, {
      headers: { authorization: `Bearer ${token}`, 'last-event-id': lastEventId },
    });
    if (!response.ok) throw new Error(`the stream answered ${response.status}`);
    const events = readEvents(response);
    const heard: Heard[] = [];
    for (;;) {
      const event = await events.next();
      if (event === undefined || event.event === 'caught-up') break;
      const line = LineSchema.parse(JSON.parse(event.data ?? ''));
      lastEventId = event.id ?? '';
      if (line.direction === 'out') heard.push(toHeard(line));
    }
    await events.stop();
    return heard;
  }

  function toHeard({ author, text, options }: z.infer<typeof LineSchema>): Heard {
    const buttons = options.map(({ label }) => `〔${label}〕`);
    return {
      text: [author === 'staff' ? `〔工作人员〕${text}` : text, ...buttons].join('\n'),
      options: options.map((option) => ({ label: option.label, pick: () => say(option.say) })),
    };
  }

  return { say, act, listen };
}
