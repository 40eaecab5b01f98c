import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';
import { buildPointFacts } from '../support/memory-points.ts';

let desk: Desk;
let call: Call;
let cookie: string;

beforeEach(async () => {
  desk = await buildDesk();
  desk.addAccount();
  cookie = await desk.signIn();
  call = desk.client(cookie);
});
afterEach(() => desk.stop());

const facts = buildPointFacts();

function upload(text: string, query = '') {
  return desk.fetch(`/api/admin/contact-points/import${query}`, {
    method: 'POST',
    headers: {
      cookie,
      'content-type': 'application/octet-stream',
      'x-file-name': 'points.csv',
    },
    body: text,
  });
}

const heading = ['name', 'kind', 'township', 'place', 'keeper']
  .map((column) => `console.points.${column}`)
  .join(',');

describe('contact points at the desk', () => {
  test('are added, edited, closed and opened again, each act on record', async () => {
    const { body: added, status } = await call('POST', '/contact-points', facts);
    expect(status).toBe(201);
    expect(added).toMatchObject({ ...facts, state: 'active', missingWays: ['official-account'] });
    expect(added.chatUrl).toContain(`p:${added.id}:`);
    const path = `/contact-points/${added.id}`;
    const edited = await call('PUT', path, { version: 1, ...facts, place: '新大厅' });
    const closed = await call('POST', `${path}/state`, { version: 2, state: 'closed' });
    expect([edited.body.place, closed.body.state]).toEqual(['新大厅', 'closed']);
    expect(edited.body.chatUrl).toBe(added.chatUrl);
    await call('POST', `${path}/state`, { version: 3, state: 'active' });
    const acts = desk.data.audit.map(({ action }) => action);
    expect(acts.filter((action) => action.startsWith('contact_point.'))).toEqual([
      'contact_point.add',
      'contact_point.edit',
      'contact_point.close',
      'contact_point.reopen',
    ]);
  });

  test('refuse a second of one name in one township, and an edit of an old version', async () => {
    const { body } = await call('POST', '/contact-points', facts);
    const again = await call('POST', '/contact-points', facts);
    expect([again.status, again.body.code]).toEqual([409, 'contact_point_taken']);
    const late = await call('PUT', `/contact-points/${body.id}`, { version: 9, ...facts });
    expect([late.status, late.body.code]).toEqual([409, 'version_conflict']);
  });

  test('are listed with twelve months of counts, without the check in a field', async () => {
    await call('POST', '/contact-points', facts);
    const { body, text } = await call('GET', '/contact-points');
    expect(body.months).toHaveLength(12);
    expect([body.months[0], body.months[11]]).toEqual(['2025-12', '2026-11']);
    expect(body.counts).toEqual([
      { pointId: body.items[0].id, act: 'scan', month: '2025-12', count: 3 },
    ]);
    expect(text).not.toContain('"check"');
  });

  test('print what is open, and nothing that is closed or unknown', async () => {
    const { body } = await call('POST', '/contact-points', facts);
    const sheet = await call('GET', `/contact-points/sheet?ids=${body.id}`);
    expect(sheet.headers.get('content-type')).toBe('application/pdf');
    expect(sheet.text).toBe(facts.name);
    await call('POST', `/contact-points/${body.id}/state`, { version: 1, state: 'closed' });
    expect((await call('GET', `/contact-points/sheet?ids=${body.id}`)).status).toBe(404);
    expect((await call('GET', '/contact-points/sheet?ids=000000')).status).toBe(404);
    expect((await call('GET', '/contact-points/sheet?ids=../../etc')).status).toBe(400);
  });

  test('name the platform that gave no code', async () => {
    const { body } = await call('POST', '/contact-points', facts);
    const { body: opened } = await call('POST', `/contact-points/${body.id}/ways`);
    expect(opened.refused).toEqual(['official-account']);
    expect((await call('POST', '/contact-points/zzzzzz/ways')).status).toBe(404);
  });

  test('come from a sheet: looked at first, added once, each bad cell named', async () => {
    const sheet = `${heading}\n东山商会,chamber,东山镇,东山路 1 号,\n石桥村,乡,东山镇,,\n`;
    const trial = await (await upload(sheet, '?trial=1')).json();
    expect(trial).toEqual({
      added: 1,
      known: 0,
      faults: [
        { row: 3, column: 'place', reason: 'empty' },
        { row: 3, column: 'kind', reason: 'word_unknown' },
      ],
    });
    expect((await call('GET', '/contact-points')).body.items).toEqual([]);
    await upload(sheet);
    const again = await (await upload(sheet)).json();
    expect(again).toMatchObject({ added: 0, known: 1 });
    expect((await call('GET', '/contact-points')).body.items).toHaveLength(1);
  });

  test('refuse a file that holds no rows', async () => {
    const response = await upload('\u0000\u0001');
    await expect(response.json()).resolves.toMatchObject({ added: 0, refused: expect.any(String) });
  });

  test('are read by an analyst and changed by none', async () => {
    desk.addAccount({ username: 'li', roles: ['analyst'] });
    const analyst = desk.client(await desk.signIn('li'));
    expect((await analyst('GET', '/contact-points')).status).toBe(200);
    expect((await analyst('POST', '/contact-points', facts)).status).toBe(403);
    desk.addAccount({ username: 'zhao', roles: ['agency_officer'] });
    const officer = desk.client(await desk.signIn('zhao'));
    expect((await officer('GET', '/contact-points')).status).toBe(403);
    expect((await officer('GET', '/contact-points/sheet?ids=000000')).status).toBe(403);
  });
});
