import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Role } from '../../../people/index.ts';
import { buildDesk, type Call, type Desk } from '../../support/build-desk.ts';
import { buildServedDocument, buildServing } from '../../support/build-hearing.ts';

/** What a unit must never see of the ticket behind a document. */
const story = '他说鹂雀家的店被罚了两次';

let desk: Desk;
let bureau: Call;
let ticketNumber: string;
const cookies = new Map<string, string>();
beforeAll(async () => {
  desk = await buildDesk();
  desk.addAccount();
  bureau = desk.client(await desk.signIn());
  for (const unitId of ['u-1', 'u-2']) await addOfficer(`officer-${unitId}`, unitId);
  const ticket = await desk.fileTicket({ id: 't-canary', facts: { story } });
  ticketNumber = ticket.number;
  const document = buildServedDocument({
    ticketId: ticket.id,
    ticketNumber,
    kind: 'supervision_notice',
    fields: { story },
    paraphrase: '有群众反映检查未出示证件。',
    number: {
      organ: 'bureau',
      kind: 'supervision_notice',
      year: 2026,
      seq: 1,
      text: '清司监通〔2026〕1号',
    },
    sealed: { fileId: 'f', algorithm: 'SHA-256', hash: 'ab' },
    steps: [{ seq: 1, at: desk.data.now, action: 'draft', accountId: 'a', reason: story }],
    servings: [
      buildServing('u-1', { servedAt: desk.data.now }),
      buildServing('u-2', { servedAt: desk.data.now }),
    ],
  });
  desk.data.documents.set(document.id, document);
}, 60_000);
afterAll(() => desk.stop());

async function addOfficer(username: string, unitId?: string, more: readonly Role[] = []) {
  desk.addAccount({
    id: username,
    username,
    name: `联络员${username}`,
    roles: ['agency_officer', ...more],
    ...(unitId !== undefined && { unitId }),
  });
  cookies.set(username, await desk.signIn(username));
}

/** Calls the unit's own API with the cookie of an officer. */
async function ask(
  who: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
) {
  const isText = typeof body === 'string';
  const response = await desk.fetch(`/api/unit/documents${path}`, {
    method,
    headers: {
      cookie: cookies.get(who) ?? '',
      ...(body !== undefined && !isText && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : {} };
}

const say = (who: string, kind: string, more: object = {}) =>
  ask(who, 'POST', '/d-1/replies', { key: `key-${kind}-0001`, kind, ...more });

describe('an officer of a unit', () => {
  test('sees what was served and nothing of the ticket behind it', async () => {
    const list = await ask('officer-u-1', 'GET', '');
    expect(list.body).toMatchObject({ unit: '单位u-1', total: 1 });
    expect(list.body.items[0]).toMatchObject({
      id: 'd-1',
      number: '清司监通〔2026〕1号',
      kindName: '行政执法监督通知书',
      state: 'to_acknowledge',
    });
    const file = await ask('officer-u-1', 'GET', '/d-1');
    expect(file.body.paragraphs).toEqual([{ kind: 'text', text: '请核查并反馈。' }]);
    for (const answer of [list, file]) {
      expect(answer.text).not.toContain(story);
      expect(answer.text).not.toContain(ticketNumber);
      expect(answer.text).not.toContain('t-canary');
    }
  });

  test('acknowledges, hands in a file and reports; the bureau reads it beside the ticket', async () => {
    const receipt = await say('officer-u-1', 'acknowledgement');
    expect(receipt.status).toBe(200);
    expect(receipt.body.acknowledgedAt).toBeDefined();
    const headers = { 'idempotency-key': 'file-0001', 'x-file-name': 'proof.pdf' };
    const uploaded = await ask('officer-u-1', 'POST', '/d-1/files', '%PDF-1.7', headers);
    expect(uploaded.status).toBe(201);
    const fileIds = [uploaded.body.id];
    const report = await say('officer-u-1', 'rectification', { text: '已退还。', fileIds });
    expect(report.body.replies.map(({ kind }: { kind: string }) => kind)).toEqual([
      'acknowledgement',
      'rectification',
    ]);

    const seen = await bureau('GET', `/tickets/${ticketNumber}/unit-replies`);
    const [first, second] = seen.body.items[0].units;
    expect(second.replies).toEqual([]);
    expect(first.replies[1]).toMatchObject({ text: '已退还。', canDecide: true });
    expect((await bureau('GET', `/unit-files/${uploaded.body.id}`)).text).toBe('%PDF-1.7');
    expect((await bureau('GET', '/unit-replies')).body.items).toHaveLength(1);
    const { id, version } = first.replies[1];
    const decision = { version, outcome: 'rejected', reason: '没有凭证。' };
    const decided = await bureau('POST', `/unit-replies/${id}/decision`, decision);
    expect(decided.body).toMatchObject({ decidedBy: '王受理', decision: { outcome: 'rejected' } });
    const again = await bureau('POST', `/unit-replies/${id}/decision`, decision);
    expect(again.body.code).toBe('reply_conflict');
    const told = await ask('officer-u-1', 'GET', '/d-1');
    expect(told.body.replies[1].decision).toMatchObject({ reason: '没有凭证。' });
    expect(told.text).not.toContain('王受理');
    expect(desk.data.audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['unit.acknowledgement', 'unit_file.read', 'unit_reply.decide']),
    );
  });

  test('never sees what another unit said or handed in', async () => {
    const file = await ask('officer-u-2', 'GET', '/d-1');
    expect(file.body.replies).toEqual([]);
    const other = '/d-1/files/d-1-u-1-f-file-0001';
    expect((await ask('officer-u-1', 'GET', other)).status).toBe(200);
    expect((await ask('officer-u-2', 'GET', other)).status).toBe(404);
    await say('officer-u-2', 'acknowledgement');
    const stolen = await say('officer-u-2', 'account', {
      text: '附件',
      fileIds: ['d-1-u-1-f-file-0001'],
    });
    expect(stolen.body.code).toBe('request_invalid');
  });

  test('of a unit on which nothing was served finds nothing', async () => {
    await addOfficer('officer-u-3', 'u-3');
    expect((await ask('officer-u-3', 'GET', '')).body.items).toEqual([]);
    expect((await ask('officer-u-3', 'GET', '/d-1')).body.code).toBe('reply_not_served');
    expect((await ask('officer-u-3', 'GET', '/d-1/copy')).status).toBe(404);
    expect((await say('officer-u-3', 'acknowledgement')).status).toBe(404);
  });

  test('without a unit, and whoever is not signed in or of the bureau, is refused', async () => {
    await addOfficer('officer-nowhere');
    expect((await ask('officer-nowhere', 'GET', '')).status).toBe(403);
    expect((await ask('nobody', 'GET', '')).status).toBe(401);
    desk.addAccount({ username: 'head', roles: ['section_head'], unitId: 'u-1' });
    cookies.set('head', await desk.signIn('head'));
    expect((await ask('head', 'GET', '/d-1')).status).toBe(403);
  });

  test('who was made something of the bureau besides sees no ticket all the same', async () => {
    await addOfficer('officer-twice', 'u-1', ['section_head']);
    const client = desk.client(cookies.get('officer-twice') ?? '');
    expect((await client('GET', '/tickets')).status).toBe(403);
    expect((await client('GET', `/tickets/${ticketNumber}/unit-replies`)).status).toBe(403);
    expect((await ask('officer-twice', 'GET', '/d-1')).status).toBe(200);
  });
});

test('a colleague of the bureau who belongs to the unit reads none of its replies', async () => {
  desk.data.units = [
    {
      id: 'u-1',
      version: 1,
      name: '某某局',
      aliases: [],
      kind: 'department',
      level: 'county',
      areas: [],
    },
  ];
  desk.addAccount({ id: 'liaison', username: 'liaison', roles: ['handler'], unitId: 'u-1' });
  const client = desk.client(await desk.signIn('liaison'));
  await desk.tickets.stepTicket({
    numberOrId: ticketNumber,
    action: 'name_respondent',
    by: { kind: 'staff', accountId: 'head', name: '科长' },
    roles: ['section_head'],
    values: { actingUnitId: 'u-1', responsibleOrganId: 'u-1' },
  });
  expect((await client('GET', `/tickets/${ticketNumber}/unit-replies`)).status).toBe(404);
});
