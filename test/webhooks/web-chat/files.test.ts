import { afterEach, describe, expect, it } from '@jest/globals';
import { serveChat, type ServedChat } from '../../support/serve-chat.ts';

let chat: ServedChat | undefined;
afterEach(() => chat?.stop());

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function openChat() {
  const served = await serveChat();
  chat = served;
  const open = async (): Promise<string> => {
    const response = await fetch(`${served.url}/webhooks/web-chat/session`, { method: 'POST' });
    return String(Reflect.get(Object(await response.json()), 'token'));
  };
  const post = (token: string, body: Buffer | FormData, headers: Record<string, string> = {}) =>
    fetch(`${served.url}/webhooks/web-chat/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, ...headers },
      body: body instanceof FormData ? body : new Uint8Array(body),
    });
  const get = (token: string, path: string) =>
    fetch(served.url + path, { headers: { authorization: `Bearer ${token}` } });
  return { ...served, open, post, get };
}

const toForm = (id: string, bytes: Buffer, name: string): FormData => {
  const form = new FormData();
  form.set('id', id);
  form.set('file', new Blob([new Uint8Array(bytes)]), name);
  return form;
};

describe('a file sent to the web chat', () => {
  it('comes as bare bytes with its key in a header, once however often it is sent', async () => {
    const { open, post, backstage } = await openChat();
    const token = await open();
    const headers = { 'content-type': 'image/png', 'idempotency-key': 'picture-1' };
    for (const response of [await post(token, png, headers), await post(token, png, headers)]) {
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ id: 'picture-1', kind: 'image' });
    }
    const pictures = backstage.received.filter(({ content }) => content.kind === 'image');
    expect(pictures).toHaveLength(1);
    expect(pictures[0]?.content).toEqual({ kind: 'image', fileId: `f-${pictures[0]?.id}` });
  });

  it('comes as a form as well, and its name loses folders and control characters', async () => {
    const { open, post, backstage } = await openChat();
    const pdf = Buffer.from('%PDF-1.7\n');
    const response = await post(
      await open(),
      toForm('paper-01', pdf, '..\\up/处罚\u202E决定书.pdf'),
    );
    expect(await response.json()).toEqual({ id: 'paper-01', kind: 'file' });
    expect(backstage.received.at(-1)?.content).toMatchObject({
      kind: 'file',
      name: '处罚决定书.pdf',
    });
  });

  it('is shown to its own person and to nobody else', async () => {
    const { open, post, get, backstage } = await openChat();
    const owner = await open();
    await post(owner, toForm('picture-1', png, 'a.png'));
    const { content } = backstage.received.at(-1) ?? {};
    const fileId = content?.kind === 'image' ? content.fileId : undefined;
    const path = `/webhooks/web-chat/files/${fileId}`;
    const shown = await get(owner, path);
    expect(shown.status).toBe(200);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('cache-control')).toBe('private, no-store');
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(png);
    expect((await get(await open(), path)).status).toBe(404);
    expect((await get('', path)).status).toBe(401);
  });

  it.each([
    ['a page', Buffer.from('<html><script>alert(1)</script>'), 415, 'file_type_refused'],
    ['more than it takes', Buffer.alloc(11 * 1024 * 1024), 413, 'file_too_large'],
  ])('is refused when it is %s', async (_what, bytes, status, code) => {
    const { open, post, backstage } = await openChat();
    const headers = { 'content-type': 'image/png', 'idempotency-key': 'picture-1' };
    const response = await post(await open(), bytes, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
    expect(backstage.received).toHaveLength(1);
  });

  it('is refused without a key, without a file and as a broken form', async () => {
    const { open, post } = await openChat();
    const token = await open();
    expect((await post(token, png, { 'content-type': 'image/png' })).status).toBe(400);
    const empty = new FormData();
    empty.set('id', 'picture-1');
    expect((await post(token, empty)).status).toBe(400);
    const broken = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await post(token, Buffer.from('--y\r\nnothing'), broken)).status).toBe(400);
  });
});
