import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { starterRows } from '../../knowledge/index.ts';
import { createReadFile } from '../../platform/read-files/index.ts';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';
import { waitFor } from '../support/wait-for.ts';

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

async function upload(id: string, name: string, bytes: string | Uint8Array) {
  return desk.fetch(`/api/admin/imports/${id}/files`, {
    method: 'POST',
    headers: { cookie, 'x-file-name': encodeURIComponent(name) },
    body: Buffer.from(bytes),
  });
}

async function open(): Promise<string> {
  const { status, body } = await call('POST', '/imports', {});
  expect(status).toBe(201);
  return body.id;
}

async function download(path: string) {
  const response = await desk.fetch(`/api/admin${path}`, { headers: { cookie } });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toMatch(/^attachment/);
  const { sources } = await createReadFile()('x', new Uint8Array(await response.arrayBuffer()));
  return sources[0]?.content;
}

const sheet =
  '问题,答案,依据\n罚款不给票据怎么办？,可以拒绝缴纳。,《行政处罚法》第七十条\n,没有问题,\n';

describe('an import at the desk', () => {
  test('goes from upload over preview to report, each act audited', async () => {
    const id = await open();
    expect((await upload(id, '问答.csv', sheet)).status).toBe(201);
    const preview = await call('GET', `/imports/${id}/preview`);
    expect(preview.body.sources).toMatchObject([
      {
        source: '问答.csv',
        kind: 'questions',
        added: 1,
        faultCount: 1,
        items: [{ title: '罚款不给票据怎么办？', what: 'added' }],
        faults: [{ row: 3, column: 'question', reason: 'value_missing' }],
      },
    ]);
    expect(desk.data.entries.size).toBe(0);
    expect((await call('POST', `/imports/${id}/start`)).status).toBe(202);
    await waitFor(async () => (await call('GET', `/imports/${id}`)).body.status === 'done');
    const { body } = await call('GET', `/imports/${id}`);
    expect(body).toMatchObject({
      done: 1,
      total: 1,
      createdBy: '王受理',
      report: { added: 1, faults: 1 },
    });
    const { body: all } = await call('GET', '/imports');
    expect([all.items.length, all.hasStatutes]).toEqual([1, false]);
    expect(desk.data.audit.slice(-3).map(({ action }) => action)).toEqual([
      'import.open',
      'import.add_file',
      'import.start',
    ]);
  });

  test('is read by the columns that were chosen, and takes no other fields', async () => {
    const id = await open();
    await upload(id, 'a.csv', '甲,乙\n怎么投诉？,回复投诉。\n');
    const choice = { source: 'a.csv', kind: 'questions', columns: { question: 0, answer: 1 } };
    expect((await call('PUT', `/imports/${id}/choices`, { choices: [choice] })).status).toBe(200);
    const { body } = await call('GET', `/imports/${id}/preview`);
    expect(body.sources[0]).toMatchObject({ added: 1, faultCount: 0 });
    const bad = { choices: [{ ...choice, columns: { $where: 1 } }] };
    expect((await call('PUT', `/imports/${id}/choices`, bad)).status).toBe(400);
  });

  test('hands over its faults, as a workbook or as CSV, and the file as it came', async () => {
    const id = await open();
    await upload(id, '问答.csv', sheet);
    for (const format of ['', '?as=csv']) {
      expect(await download(`/imports/${id}/faults${format}`)).toEqual({
        kind: 'rows',
        rows: [
          ['files', 'fault_row', 'fault_column', 'fault_reason', 'fault_value'].map(
            (name) => `console.import.${name}`,
          ),
          ['问答.csv', '3', '问题', 'console.import.row_fault.value_missing', ''],
        ],
      });
    }
    const { body } = await call('GET', `/imports/${id}`);
    expect(await download(`/imports/${id}/files/${body.files[0].id}`)).toMatchObject({
      kind: 'rows',
    });
  });

  test('gives a template for every table and for questions', async () => {
    expect(await download('/imports/template/questions')).toMatchObject({
      rows: [['问题', '相似问法', '答案', '依据', '领域', '可见范围', '生效日期', '失效日期']],
    });
    expect(await download('/imports/template/places')).toMatchObject({ kind: 'rows' });
    expect((await call('GET', '/imports/template/statutes')).status).toBe(404);
  });

  test('is refused in words for what is not there, empty, or has begun', async () => {
    expect((await call('GET', `/imports/${randomUUID()}`)).body.code).toBe('import_not_found');
    expect((await call('GET', '/imports/nothing')).status).toBe(400);
    const id = await open();
    expect((await call('POST', `/imports/${id}/start`)).body.code).toBe('import_empty');
    await upload(id, 'law.txt', '某市检查办法\n第一条　甲。\n第二条　乙。\n第三条　丙。\n');
    expect((await call('POST', `/imports/${id}/start`)).body.code).toBe('import_day_needed');
  });

  test('is for editors only', async () => {
    desk.addAccount({ username: 'li', roles: ['handler'] });
    const li = desk.client(await desk.signIn('li'));
    const id = await open();
    for (const path of [
      '/imports',
      `/imports/${id}`,
      `/imports/${id}/preview`,
      '/imports/template/places',
      `/imports/${id}/faults`,
    ]) {
      expect((await li('GET', path)).status).toBe(403);
    }
    expect((await li('POST', '/imports', {})).status).toBe(403);
    expect((await li('POST', `/imports/${id}/start`)).status).toBe(403);
    const response = await desk.fetch(`/api/admin/imports/${id}/files`, {
      method: 'POST',
      body: 'x',
    });
    expect(response.status).toBe(401);
  });
});

describe('the tables at the desk', () => {
  const edit = {
    area: '城市管理',
    facts: { conduct: '占道经营', outcome: '不予处罚', conditions: '初次' },
    also: ['摆摊'],
    citations: ['《行政处罚法》第三十三条'],
  };

  test('are added to, edited, confirmed by name, and must be confirmed anew after an edit', async () => {
    const added = await call('POST', '/tables', { key: randomUUID(), kind: 'leniency', ...edit });
    expect(added.status).toBe(201);
    const { id } = added.body;
    const confirmed = await call('POST', `/tables/${id}/confirm`, { version: 1 });
    expect(confirmed.body).toMatchObject({ version: 2, confirmed: { by: '王受理' } });
    const edited = await call('PUT', `/tables/${id}`, {
      ...edit,
      version: 2,
      validTo: '2027-12-31',
    });
    expect(edited.body).toMatchObject({
      version: 3,
      validTo: '2027-12-31',
      citations: edit.citations,
    });
    expect(edited.body).not.toHaveProperty('confirmed');
    expect((await call('PUT', `/tables/${id}`, { ...edit, version: 2 })).body.code).toBe(
      'version_conflict',
    );
    expect(
      desk.data.audit.map(({ action }) => action).filter((action) => action.startsWith('table')),
    ).toEqual(['table.add', 'table.confirm', 'table.edit']);
  });

  test('show what is still to be filled in, and go out and come in again as they are', async () => {
    await desk.ports.tables.seed(starterRows);
    const { body } = await call('GET', '/tables?kind=places');
    expect(body.items[0].facts).toContainEqual({
      name: 'address',
      text: '【待填】',
      isBlank: true,
    });
    const content = await download('/tables/export/powers');
    expect(content?.kind === 'rows' && content.rows.length).toBe(
      starterRows.filter(({ kind }) => kind === 'powers').length + 1,
    );
  });

  test('lose a row for good when it is taken out', async () => {
    const { body } = await call('POST', '/tables', {
      key: randomUUID(),
      kind: 'leniency',
      ...edit,
    });
    expect((await call('POST', `/tables/${body.id}/remove`, { version: 7 })).status).toBe(409);
    expect((await call('POST', `/tables/${body.id}/remove`, { version: 1 })).status).toBe(200);
    expect((await call('GET', '/tables?kind=leniency')).body.items).toEqual([]);
  });

  test('refuse a clause that cannot be read', async () => {
    const row = { key: randomUUID(), kind: 'leniency', ...edit, citations: ['有关规定'] };
    expect((await call('POST', '/tables', row)).body).toMatchObject({
      code: 'request_invalid',
      fields: [{ path: 'body.citations' }],
    });
  });

  test('are read by all staff and changed by editors', async () => {
    desk.addAccount({ username: 'li', roles: ['handler'] });
    const li = desk.client(await desk.signIn('li'));
    expect((await li('GET', '/tables?kind=powers')).status).toBe(200);
    expect(
      (await li('POST', '/tables', { key: randomUUID(), kind: 'leniency', ...edit })).status,
    ).toBe(403);
  });
});
