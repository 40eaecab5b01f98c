import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAdminRoutes } from '../../admin/index.ts';
import { buildDesk, type Desk } from '../support/build-desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await buildDesk();
});
afterEach(() => desk.stop());

/** The unit's own side has tests of its own. */
const listDeskRoutes = ({ ports }: Desk) =>
  createAdminRoutes(ports).filter(({ path }) => path.startsWith('/api/admin/'));
const toPath = (path: string) => path.replace(/:\w+/g, 'x').replace('/api/admin', '');

describe('every route of the desk', () => {
  test('but signing in refuses whoever is not signed in', async () => {
    const call = desk.client('');
    for (const { method, path } of listDeskRoutes(desk)) {
      if (method === 'post' && path === '/api/admin/session') continue;
      const answer = await call(
        method.toUpperCase(),
        toPath(path),
        method === 'get' ? undefined : {},
      );
      expect([path, answer.status, answer.body.code]).toEqual([path, 401, 'sign_in_required']);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
    for (const path of ['/events', '/files/f-1']) {
      expect((await call('GET', path)).status).toBe(401);
    }
  });

  test('but the own session is closed to an officer of a unit, the knowledge base too', async () => {
    desk.addAccount({ roles: ['agency_officer'] });
    const call = desk.client(await desk.signIn());
    const open = /\/session/;
    for (const { method, path } of listDeskRoutes(desk)) {
      const name = `${method.toUpperCase()} ${toPath(path)}`;
      if (open.test(name)) continue;
      const answer = await call(
        method.toUpperCase(),
        toPath(path),
        method === 'get' ? undefined : {},
      );
      expect([name, answer.status, answer.body.code]).toEqual([name, 403, 'not_permitted']);
    }
    for (const path of ['/events', '/files/f-1']) {
      expect((await call('GET', path)).status).toBe(403);
    }
  });
});

/** What a route wants to be asked. */
const queries: ReadonlyMap<string, string> = new Map([
  ['/tables', '?kind=leniency'],
  ['/units/powers', '?query=x'],
  ['/knowledge/similar', '?text=x'],
  ['/knowledge/preview', '?text=x'],
  ['/knowledge/articles', '?query=x'],
  ['/knowledge/statutes/articles', '?version=x'],
  ['/knowledge/statutes/comparison', '?older=x&newer=x'],
]);

describe('what staff never see', () => {
  test('name, phone, address and receipt code are in no answer but the audited reveal', async () => {
    const canary = {
      name: '金丝雀',
      phone: '13987654321',
      openid: 'oCANARYopenid0001',
      code: '7K2M-9QXC-4T0B-WE6R',
      media: 'MEDIA-canary-0001',
    };
    desk.addAccount();
    desk.addAccount({ username: 'chen', roles: ['handler'] });
    const personId = 'p-canary';
    desk.data.people.set(personId, {
      id: personId,
      language: 'zh-CN',
      name: canary.name,
      phone: canary.phone,
    });
    const ticket = await desk.fileTicket({
      personId,
      facts: { story: `事情经过。查询码：${canary.code}`, demand: canary.code },
    });
    const base = { conversation: personId, channel: 'official-account', traceId: 't' } as const;
    desk.data.lines.push(
      {
        ...base,
        id: 'l-1',
        seq: 1,
        direction: 'out',
        author: 'bot',
        at: desk.data.now,
        ticketId: ticket.id,
        content: { kind: 'text', text: `查询码：${canary.code}` },
      },
      {
        ...base,
        id: 'l-2',
        seq: 2,
        direction: 'in',
        author: 'person',
        at: desk.data.now,
        ticketId: ticket.id,
        content: { kind: 'image', mediaId: canary.media, fileId: 'f-1' },
      },
    );
    const row = {
      personId,
      kind: 'reply',
      reply: { key: 'conversation.filed', secrets: { code: canary.code } },
      ticketId: ticket.id,
      traceId: 't',
      createdAt: desk.data.now,
      dueAt: desk.data.now,
      attempts: 1,
    } as const;
    desk.data.rows.push(
      { ...row, id: 'r-1', status: 'held', words: { text: `查询码：${canary.code}` } },
      { ...row, id: 'r-2', status: 'failed' },
    );
    desk.data.inbox.set('m-1', {
      id: 'm-1',
      personId,
      channel: 'official-account',
      arrivedAt: desk.data.now,
      content: { kind: 'text', text: `${canary.phone} ${canary.code}` },
      traceId: 'm-1',
      status: 'parked',
      attempts: 5,
    });

    const call = desk.client(await desk.signIn());
    const answers: string[] = [];
    for (const { method, path } of listDeskRoutes(desk)) {
      if (method !== 'get') continue;
      const asked = path.replace(':number', ticket.number).replace('/api/admin', '');
      const answer = await call('GET', `${asked}${queries.get(asked) ?? ''}`);
      // What is not there, or not to be had, is refused; the refusal must not name the canary either.
      const isOfOne = path.includes(':') || queries.has(asked) || /wechaty|opinions/.test(path);
      const isRefused = isOfOne && answer.status >= 400 && answer.status < 500;
      const isOpen = answer.status === 200 || isRefused;
      expect([asked, isOpen]).toEqual([asked, true]);
      answers.push(answer.text);
    }
    const actions = `/tickets/${ticket.number}/actions`;
    answers.push(
      (await call('POST', actions, { action: 'reply', values: { text: canary.code }, version: 1 }))
        .text,
      (await call('POST', actions, { action: 'accept', version: 1 })).text,
      (await call('POST', '/parked/m-1/retry')).text,
    );
    const seen = answers.join('\n');
    expect(seen).toContain('事情经过');
    for (const [name, secret] of Object.entries(canary)) {
      expect({ name, isSeen: seen.includes(secret) }).toEqual({ name, isSeen: false });
      expect({ name, isLogged: desk.log.text().includes(secret) }).toEqual({
        name,
        isLogged: false,
      });
    }

    const handler = desk.client(await desk.signIn('chen'));
    const revealed = await handler('POST', `/tickets/${ticket.number}/reveal`, { reason: '核实' });
    expect(revealed.body).toEqual({ name: canary.name, phone: canary.phone });
  });
});
