import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createReadFile } from '../../platform/read-files/index.ts';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';
import { toCsv } from '../support/build-ticket-sheet.ts';
import { waitFor } from '../support/wait-for.ts';

const name = '钱翠花';
const phone = '13800005678';
const badPhone = '翠花家里的电话';
const sheet = toCsv([
  ['工单编号', '诉求内容', '来电人', '联系电话', '坐席'],
  ['RX-1', '收摊位费不给票据。', name, phone, '7'],
  ['RX-2', '=cmd|calc 也是内容', name, badPhone, '8'],
]);

let desk: Desk;
/** A clerk, who may reveal; the administrator of the first start, who may not; and a handler. */
let clerk: { readonly cookie: string; readonly call: Call };
let admin: typeof clerk;
let handler: typeof clerk;

async function seat(username: string): Promise<typeof clerk> {
  const cookie = await desk.signIn(username);
  return { cookie, call: desk.client(cookie) };
}

beforeAll(async () => {
  desk = await buildDesk();
  desk.addAccount();
  desk.addAccount({ username: 'sun', name: '孙受理', roles: ['intake_clerk'] });
  desk.addAccount({ username: 'li', name: '李承办', roles: ['handler'] });
  [admin, clerk, handler] = await Promise.all([seat('wang'), seat('sun'), seat('li')]);
});
beforeEach(() => {
  desk.data.tickets.clear();
  desk.data.people.clear();
  desk.data.audit.length = 0;
});
afterAll(() => desk.stop());

async function upload(content: string, fileName = '12345转办.csv', cookie = clerk.cookie) {
  const response = await desk.fetch('/api/admin/ticket-imports', {
    method: 'POST',
    headers: { cookie, 'x-file-name': encodeURIComponent(fileName) },
    body: content,
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

async function importSheet(): Promise<string> {
  const { id } = (await upload(sheet)).body;
  expect((await clerk.call('POST', `/ticket-imports/${id}/start`)).status).toBe(202);
  await waitFor(
    async () => (await clerk.call('GET', `/ticket-imports/${id}`)).body.status === 'done',
  );
  return id;
}

async function readRows(path: string, cookie: string): Promise<readonly (readonly string[])[]> {
  const response = await desk.fetch(`/api/admin${path}`, { headers: { cookie } });
  expect(response.status).toBe(200);
  const bytes = Buffer.from(await response.arrayBuffer());
  const [source] = (await createReadFile()('list', bytes)).sources;
  return source?.content.kind === 'rows' ? source.content.rows : [];
}

describe('an import of tickets at the desk', () => {
  test('shows columns, faults and first rows, and nobody’s name or number', async () => {
    const { id } = (await upload(sheet)).body;
    const { body, text } = await clerk.call('GET', `/ticket-imports/${id}/preview`);
    expect(body).toMatchObject({
      job: { choices: { source: 'hotline-12345', kind: 'complaint' }, rows: 2 },
      missing: [],
      good: 1,
      badRows: 1,
      faults: [{ field: 'reporterPhone', heading: '联系电话', reason: 'phone_invalid', count: 1 }],
    });
    expect(body.rows[0]).toMatchObject({ row: 2, ticket: { kind: 'complaint' } });
    expect(text).not.toContain(name);
    expect(text).not.toContain(phone);
    expect(text).not.toContain(badPhone);
  });

  test('gives the rows to mend whole to a clerk, masked to an administrator, and writes both down', async () => {
    const id = await importSheet();
    const path = `/ticket-imports/${id}/errors`;
    const [, row = []] = await readRows(path, clerk.cookie);
    expect(row.slice(0, 4)).toEqual(['RX-2', '=cmd|calc 也是内容', name, badPhone]);
    expect(row.slice(5, 7)).toEqual(['3', '联系电话']);
    const [, masked = []] = await readRows(path, admin.cookie);
    expect(masked.slice(2, 4)).toEqual(Array(2).fill('〔已封存，请按原文件补填〕'));
    expect(desk.data.audit.map(({ action }) => action)).toEqual([
      'ticket_import.open',
      'ticket_import.start',
      'ticket_import.reveal_errors',
      'ticket_import.read_errors',
    ]);
    expect(JSON.stringify(desk.data.audit)).not.toMatch(/翠花|13800005678/);
  });

  test('keeps a spreadsheet from taking a cell of the rows to mend for a formula', async () => {
    const id = await importSheet();
    const response = await desk.fetch(`/api/admin/ticket-imports/${id}/errors?as=csv`, {
      headers: { cookie: clerk.cookie },
    });
    expect(await response.text()).toContain(`'=cmd|calc`);
  });

  test('is taken back over the same page, and not twice', async () => {
    const id = await importSheet();
    expect(desk.data.tickets.size).toBe(1);
    expect((await clerk.call('POST', `/ticket-imports/${id}/undo`)).status).toBe(202);
    await waitFor(async () => desk.data.tickets.size === 0);
    const { body } = await clerk.call('GET', `/ticket-imports/${id}`);
    expect(body).toMatchObject({ status: 'undone', undo: { by: '孙受理', removed: 1 } });
    const twice = await clerk.call('POST', `/ticket-imports/${id}/undo`);
    expect(twice.body.code).toBe('ticket_import_undo_too_late');
  });

  test('says why a file is no list, and keeps nothing of it', async () => {
    const pdf = await upload('%PDF-1.7', '扫描件.pdf');
    expect([pdf.status, pdf.body.code, pdf.body.detail]).toEqual([
      422,
      'ticket_import_unreadable',
      'file_kind_refused',
    ]);
    expect((await upload('只有一段话。')).body.detail).toBe('not_a_table');
  });

  test('is for those who take matters in, and for nobody else', async () => {
    const id = await importSheet();
    const paths = ['', `/${id}`, `/${id}/preview`, `/${id}/errors`].map(
      (path) => `/ticket-imports${path}`,
    );
    for (const path of [...paths, '/ticket-exports?from=2026-01-01&to=2026-12-31']) {
      expect([path, (await handler.call('GET', path)).status]).toEqual([path, 403]);
    }
    expect((await upload(sheet, 'x.csv', handler.cookie)).status).toBe(403);
    expect((await upload(sheet, 'x.csv', '')).status).toBe(401);
    expect((await handler.call('POST', `/ticket-imports/${id}/undo`)).status).toBe(403);
  });

  test('of a colleague is not there for who does not see every matter', async () => {
    const id = await importSheet();
    const bounded = { username: 'zhou', name: '周受理', roles: ['intake_clerk'] } as const;
    desk.addAccount({ ...bounded, scope: { areas: ['城市管理'] } });
    const zhou = await seat('zhou');
    expect((await zhou.call('GET', '/ticket-imports')).body.items).toEqual([]);
    for (const path of ['', '/preview', '/errors']) {
      expect((await zhou.call('GET', `/ticket-imports/${id}${path}`)).status).toBe(404);
    }
    for (const act of ['start', 'undo', 'discard']) {
      expect((await zhou.call('POST', `/ticket-imports/${id}/${act}`)).status).toBe(404);
    }
    const own = (await upload(sheet, '12345.csv', zhou.cookie)).body.id;
    expect((await zhou.call('GET', `/ticket-imports/${own}/preview`)).status).toBe(200);
  });

  test('cannot be changed any more once it has run', async () => {
    const id = await importSheet();
    const late = await clerk.call('PUT', `/ticket-imports/${id}/choices`, { isTold: true });
    expect([late.status, late.body.code]).toEqual([409, 'ticket_import_not_open']);
    expect((await clerk.call('GET', `/ticket-imports/${crypto.randomUUID()}`)).status).toBe(404);
  });
});

describe('the list of statuses', () => {
  const period = 'from=2026-11-01&to=2026-11-30';

  test('gives their number, ours, status, days and the words of the outcome, and no story', async () => {
    await importSheet();
    const [ticket] = desk.data.tickets.values();
    await clerk.call('POST', `/tickets/${ticket?.number}/actions`, {
      action: 'refuse',
      reason: '=不属于本机关',
      version: ticket?.version,
    });
    for (const as of ['csv', 'xlsx']) {
      const rows = await readRows(
        `/ticket-exports?${period}&source=hotline-12345&as=${as}`,
        clerk.cookie,
      );
      expect(rows).toHaveLength(2);
      expect(rows[1]?.slice(0, 2)).toEqual(['RX-1', ticket?.number]);
      expect(rows[1]?.slice(-2)).toEqual([
        '2026-11-20',
        as === 'csv' ? `'=不属于本机关` : '=不属于本机关',
      ]);
      expect(JSON.stringify(rows)).not.toMatch(/摊位费|翠花|13800005678/);
    }
    expect(desk.data.audit.filter(({ action }) => action === 'ticket_export.status')).toHaveLength(
      2,
    );
  });

  test('holds the days and the source that were asked for', async () => {
    await importSheet();
    const count = async (query: string) =>
      (await readRows(`/ticket-exports?${query}`, clerk.cookie)).length - 1;
    expect(await count(period)).toBe(1);
    expect(await count(`${period}&source=petition`)).toBe(0);
    expect(await count('from=2026-11-01&to=2026-11-19')).toBe(0);
    expect((await clerk.call('GET', '/ticket-exports?from=2026-13-01&to=x')).status).toBe(400);
  });
});
