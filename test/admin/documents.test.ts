import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';

let desk: Desk;
let number: string;
const calls = new Map<string, Call>();

const colleagues = {
  handler: ['handler'],
  head: ['section_head'],
  legal: ['legal_reviewer'],
  vice: ['approver'],
  chief: ['approver'],
} as const;
type Name = keyof typeof colleagues;

beforeEach(async () => {
  desk = await buildDesk();
  for (const [username, roles] of Object.entries(colleagues)) {
    desk.addAccount({ id: `a-${username}`, username, name: `同事${username}`, roles });
    calls.set(username, desk.client(await desk.signIn(username)));
  }
  desk.data.units = [
    {
      id: 'u-1',
      version: 1,
      name: '清河县城市管理局',
      aliases: [],
      kind: 'department',
      level: 'county',
      areas: [],
    },
  ];
  ({ number } = await desk.fileTicket({ openness: 'open' }));
});
afterEach(() => desk.stop());

async function as(name: Name, method: string, path: string, body?: object) {
  const call = calls.get(name);
  if (call === undefined) throw new Error(`nobody is ${name}`);
  return call(method, path, body);
}

async function draft(kind = 'case_file_notice', more: object = {}) {
  return as('handler', 'POST', '/documents', {
    key: randomUUID(),
    kind,
    ticketNumber: number,
    values: {
      unitIds: ['u-1'],
      fields: { files: '2026年一季度处罚案卷', contact: '王同志' },
      ...more,
    },
  });
}

async function step(name: Name, id: string, action: string, more: object = {}) {
  const { version } = (await as('handler', 'GET', `/documents/${id}`)).body;
  return as(name, 'POST', `/documents/${id}/steps`, { action, version, ...more });
}

describe('documents at the desk', () => {
  test('are drafted from the template of a kind that the caller may draft', async () => {
    const kinds = (await as('handler', 'GET', `/document-kinds?ticket=${number}`)).body.items;
    const notice = kinds.find(({ id }: { id: string }) => id === 'supervision_notice');
    expect(notice).toMatchObject({
      name: '行政执法监督通知书',
      levels: ['common'],
      answerWithin: '15个工作日',
    });
    expect((await as('legal', 'GET', '/document-kinds')).body.items).toEqual([]);
    const { status, body } = await draft();
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'draft', addressedTo: '清河县城市管理局', gaps: [] });
    expect(JSON.stringify(body.paragraphs)).toContain('2026年一季度处罚案卷');
    expect(body.allowed).toEqual(['edit', 'submit', 'void']);
  });

  test('go from draft to acknowledged, each step by who may take it', async () => {
    const { id } = (await draft()).body;
    await step('handler', id, 'submit');
    const own = await step('handler', id, 'approve');
    expect([own.status, own.body.code]).toEqual([403, 'document_not_permitted']);
    const approved = await step('head', id, 'approve');
    expect(approved.body).toMatchObject({ state: 'approved', chain: [{ isPassed: true }] });
    const signed = (await step('head', id, 'sign')).body;
    expect(signed).toMatchObject({ state: 'signed', number: '司监调〔2026〕1号' });
    const issued = await attach(id, 'sealed');
    expect(issued).toMatchObject({ state: 'issued', sealed: { algorithm: 'SHA-256' } });
    const served = await as('handler', 'POST', `/documents/${id}/servings`, {
      version: issued.version,
      servings: [{ to: { kind: 'unit', unitId: 'u-1' }, by: 'paper' }],
    });
    const [way] = served.body.servings;
    expect(way.dueAt).toBeUndefined();
    const proved = await attach(id, `servings/${way.id}/proof`, {
      receivedBy: '张某',
      receivedAt: '2026-11-19T02:00:00.000Z',
    });
    expect(proved.servings).toMatchObject([
      { receivedBy: '张某', dueAt: '2026-11-26T15:59:59.999Z', isDueProvisional: false },
    ]);
    const mark = { key: randomUUID(), action: 'acknowledge' };
    const path = `/documents/${id}/servings/${way.id}/marks`;
    const marked = await as('handler', 'POST', path, mark);
    expect(marked.body.servings[0].acknowledgedAt).toBeDefined();
    expect((await as('handler', 'POST', path, mark)).body).toEqual(marked.body);
    expect(desk.data.audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['document.draft', 'document.sign', 'document.serve']),
    );
  });

  test('say what is missing, and what changed meanwhile', async () => {
    const { body } = await draft('case_file_notice', { unitIds: [], fields: {} });
    expect(body.gaps).toEqual(expect.arrayContaining(['调取的案卷或材料', '被监督单位']));
    const refused = await step('handler', body.id, 'submit');
    expect([refused.status, refused.body.code]).toEqual([422, 'document_incomplete']);
    expect(refused.body.missing).toContain('units');
    const late = await as('handler', 'PUT', `/documents/${body.id}`, {
      version: body.version + 7,
      values: { copiedTo: ['档案室'] },
    });
    expect([late.status, late.body.currentVersion]).toEqual([409, body.version]);
  });

  test('of a confidential reporter are signed only after the reporter chose', async () => {
    ({ number } = await desk.fileTicket({ openness: 'confidential' }));
    const { id, contactBar } = (await draft()).body;
    expect(contactBar).toBe('not_asked');
    await step('handler', id, 'submit');
    await step('head', id, 'approve');
    const refused = await step('head', id, 'sign');
    expect(refused.body).toMatchObject({ code: 'document_contact_refused', detail: 'not_asked' });
  });

  test('are not there for who does not see the matter', async () => {
    const { id } = (await draft()).body;
    const account = desk.data.accounts.get('a-legal');
    if (account === undefined) throw new Error('nobody reviews');
    desk.data.accounts.set(account.id, { ...account, scope: { areas: ['health'] } });
    expect((await as('legal', 'GET', `/documents/${id}`)).status).toBe(404);
    expect((await as('legal', 'GET', '/documents')).body).toEqual({ items: [] });
    expect((await as('head', 'GET', '/documents')).body.items).toHaveLength(1);
  });

  test('that wait for somebody are theirs to see wherever they stand in the list', async () => {
    const { id } = (await draft()).body;
    await step('handler', id, 'submit');
    for (let made = 0; made < 60; made += 1) {
      desk.data.now = new Date(desk.data.now.getTime() + 1000);
      await draft();
    }
    const waiting = async (who: Name) =>
      (await as(who, 'GET', '/documents?waits=me')).body.items.map((one: { id: string }) => one.id);
    expect(await waiting('head')).toEqual([id]);
    expect(await waiting('legal')).toEqual([]);
    const first = (await as('head', 'GET', '/documents')).body;
    const second = (await as('head', 'GET', `/documents?after=${first.next}`)).body;
    expect([first.items.length, second.items.length, second.next]).toEqual([50, 11, undefined]);
  });

  test('about no matter at all are not there for the people of the unit that they are for', async () => {
    const { body } = await as('handler', 'POST', '/documents', {
      key: randomUUID(),
      kind: 'case_file_notice',
      values: { unitIds: ['u-1'], fields: { files: '一季度处罚案卷', contact: '王同志' } },
    });
    const head = [...desk.data.accounts.values()].find(({ username }) => username === 'head')!;
    expect((await as('head', 'GET', `/documents/${body.id}`)).status).toBe(200);
    desk.data.accounts.set(head.id, { ...head, unitId: 'u-1' });
    expect((await as('head', 'GET', `/documents/${body.id}`)).status).toBe(404);
    expect((await as('head', 'GET', '/documents')).body).toMatchObject({ items: [] });
  });

  test('about no matter at all want a basis and the signer’s word, and both are audited', async () => {
    const basis = '2026年度监督计划第三项';
    const reason = '已与计划核对，不以任何人的举报为依据';
    const { body } = await as('handler', 'POST', '/documents', {
      key: randomUUID(),
      kind: 'case_file_notice',
      values: { unitIds: ['u-1'], fields: { files: '一季度处罚案卷', contact: '王同志' } },
    });
    expect(body).toMatchObject({ isExOfficio: true, gaps: ['basis'] });
    const refused = (await step('handler', body.id, 'submit')).body;
    expect(refused).toMatchObject({ code: 'document_incomplete', missing: ['basis'] });
    const { version } = body;
    await as('handler', 'PUT', `/documents/${body.id}`, { version, values: { basis } });
    await step('handler', body.id, 'submit');
    await step('head', body.id, 'approve');
    expect((await step('chief', body.id, 'sign')).body).toMatchObject({ missing: ['word'] });
    expect((await step('chief', body.id, 'sign', { reason })).body).toMatchObject({ basis });
    const audited = desk.data.audit.map(({ action, reason: why }) => [action, why]);
    expect(audited).toContainEqual(['document.rest_on', basis]);
    expect(audited).toContainEqual(['document.vouch', reason]);
  });

  test('are printed as PDF, as DOCX and as pictures', async () => {
    const { id } = (await draft()).body;
    const cookie = await desk.signIn('handler');
    const ask = (what: string) =>
      fetch(`${desk.url}/api/admin/documents/${id}/${what}`, { headers: { cookie } });
    const pdf = await ask('paper');
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.headers.get('content-disposition')).toContain('attachment');
    expect((await ask('paper?as=docx')).headers.get('content-type')).toContain('wordprocessingml');
    expect(await (await ask('pages')).json()).toMatchObject({
      pages: [expect.stringContaining('<svg>')],
    });
  });
});

/** Uploads a scan under a key of its own. */
async function attach(id: string, what: string, fields: Readonly<Record<string, string>> = {}) {
  const { version } = (await as('handler', 'GET', `/documents/${id}`)).body;
  const form = new FormData();
  const all = { id: randomUUID(), version: String(version), ...fields };
  for (const [name, value] of Object.entries(all)) form.set(name, value);
  form.set('file', new Blob([`%PDF-1.4 ${what}`]), 'scan.pdf');
  const answer = await fetch(`${desk.url}/api/admin/documents/${id}/${what}`, {
    method: 'POST',
    headers: { cookie: await desk.signIn('handler'), 'sec-fetch-site': 'same-origin' },
    body: form,
  });
  if (answer.status !== 200) throw new Error(await answer.text());
  return answer.json();
}
