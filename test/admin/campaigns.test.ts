import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fileWithProblem } from '../support/file-with-problem.ts';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';
import { buildCounty } from '../support/build-units.ts';

let desk: Desk;
let call: Call;

beforeEach(async () => {
  desk = await buildDesk();
  desk.data.units = buildCounty();
  desk.addAccount();
  call = desk.client(await desk.signIn());
});
afterEach(() => desk.stop());

const wanted = {
  kind: 'special',
  name: '占道经营处罚专项',
  scope: { areas: ['city_management'], unitIds: ['urban'], matters: ['占道经营处罚'] },
  period: { from: '2026-03-01', to: '2026-06-30' },
};

async function openCampaign(more: object = {}) {
  const { body } = await call('POST', '/campaigns', { key: randomUUID(), ...wanted, ...more });
  const path = `/campaigns/${body.id}`;
  const step = async (action: string, rest: object = {}) => {
    const { version } = (await call('GET', path)).body;
    return call('POST', `${path}/steps`, { action, version, ...rest });
  };
  return { path, id: String(body.id), step };
}

async function writeReport() {
  const campaign = await openCampaign();
  const number = await fileWithProblem(desk, 'city_management', { type: 'identification' });
  await call('POST', `${campaign.path}/tickets`, { numbers: [number] });
  await campaign.step('write_report', { change: { report: '抽查五个中队。\n问题均已整改。' } });
  return { ...campaign, number };
}

const signInAs = async (username: string, account: Parameters<Desk['addAccount']>[0]) => {
  desk.addAccount({ username, ...account });
  return desk.client(await desk.signIn(username));
};

describe('a campaign at the desk', () => {
  test('is opened once, planned, and stands in its chart where it is', async () => {
    const key = randomUUID();
    const first = await call('POST', '/campaigns', { key, ...wanted });
    const again = await call('POST', '/campaigns', { key, ...wanted, name: '又一次' });
    expect([first.status, again.body.name]).toEqual([200, wanted.name]);
    const { step } = await openCampaign({ kind: 'key_area' });
    const refused = await step('advance');
    expect([refused.status, refused.body.code]).toEqual([422, 'campaign_requirement_missing']);
    const plan = [{ stageId: 'screening', words: '筛查五类处罚', until: '2026-04-15' }];
    await step('revise', { change: { plan } });
    const { body } = await step('advance');
    expect(body).toMatchObject({ stage: '风险筛查', plan });
    expect(body.allowed).toEqual(expect.arrayContaining(['advance', 'send_back', 'abandon']));
    expect(body.stages.map(({ state }: { state: string }) => state)).toEqual([
      'done',
      'now',
      'ahead',
      'ahead',
      'ahead',
      'ahead',
    ]);
    expect((await call('GET', '/campaigns')).body.items).toHaveLength(2);
    const acts = desk.data.audit.map(({ action }) => action);
    expect(acts).toEqual(expect.arrayContaining(['campaign.open', 'campaign.advance']));
  });

  test('takes in what a filter found, counts it with its problems, and lets it go again', async () => {
    const { path } = await openCampaign();
    const number = await fileWithProblem(desk, 'city_management', { type: 'identification' });
    await desk.fileTicket({ area: 'health' });
    await desk.fileTicket({ area: 'city_management', kind: 'consultation' });
    const look = await call('GET', `${path}/candidates?area=city_management`);
    expect(look.body.total).toBe(1);
    expect(look.body.items.map((row: { number: string }) => row.number)).toEqual([number]);
    const put = await call('POST', `${path}/tickets`, { numbers: [number, '9999999999'] });
    expect(put.body).toEqual({
      done: 1,
      refused: [{ number: '9999999999', code: 'ticket_not_found' }],
    });
    expect((await call('GET', path)).body).toMatchObject({
      tickets: 1,
      byStatus: [{ status: 'verification', count: 1 }],
      problems: { total: 1, open: 1, byType: [{ type: 'identification', count: 1 }] },
    });
    expect((await call('GET', `${path}/candidates?area=city_management`)).body.total).toBe(0);
    expect((await call('GET', `/tickets/${number}`)).body.joint.campaigns).toMatchObject([
      { name: wanted.name },
    ]);
    const gone = { numbers: [number], reason: '不属本次专项' };
    await call('POST', `${path}/tickets/remove`, gone);
    expect((await call('GET', path)).body).toMatchObject({ tickets: 0, problems: { total: 0 } });
    const { history } = (await call('GET', `/tickets/${number}`)).body;
    expect(history.at(-1)).toMatchObject({ action: 'leave_campaign', reason: '不属本次专项' });
  });

  test('takes nothing in once it is at an end', async () => {
    const { path, step } = await openCampaign();
    const { number } = await desk.fileTicket({});
    await step('abandon', { reason: '并入省里统一部署' });
    const late = await call('POST', `${path}/tickets`, { numbers: [number] });
    expect([late.status, late.body.code]).toEqual([409, 'campaign_ended']);
  });

  test('lights its stages in the chart of a ticket that it has', async () => {
    const { path, id, step } = await openCampaign();
    const { number } = await desk.fileTicket({});
    const read = async () => (await call('GET', `/tickets/${number}/deadlines`)).body.frames;
    expect(await read()).toMatchObject([
      { kind: 'special', stages: [{ id: 'project', state: 'around' }, {}, {}, {}, {}, {}, {}] },
      { kind: 'key_area' },
    ]);
    await call('POST', `${path}/tickets`, { numbers: [number] });
    await step('advance');
    expect((await read())[0]).toMatchObject({
      campaign: { id, name: wanted.name },
      stages: [{ state: 'done' }, { id: 'plan', state: 'now' }, {}, {}, {}, {}, {}],
    });
  });

  test('has partners of another side than the one that it looks at', async () => {
    const { step } = await openCampaign();
    const wrong = { reason: '一并检查', change: { partnerUnitIds: ['county'] } };
    expect((await step('name_partners', wrong)).body.code).toBe('ticket_partner_refused');
    const right = { reason: '一并检查', change: { partnerUnitIds: ['market'] } };
    expect((await step('name_partners', right)).body.partners).toEqual([
      { id: 'market', name: '清河县市场监督管理局' },
    ]);
  });

  test.each(['tickets', 'problems'])(
    'exports its %s without any reporter, and notes it',
    async (of) => {
      const { path, id } = await openCampaign();
      const number = await fileWithProblem(desk, 'city_management', { type: 'identification' });
      await call('POST', `${path}/tickets`, { numbers: [number] });
      const { status, text } = await call('GET', `${path}/export?of=${of}&as=csv`);
      expect([status, text.includes(number)]).toEqual([200, true]);
      expect(text).not.toContain('说来话长的原话');
      expect(desk.data.audit.at(-1)).toMatchObject({ action: `campaign.export_${of}`, object: id });
      expect((await call('GET', `${path}/export?of=${of}&as=xlsx`)).status).toBe(200);
    },
  );
});

describe('who sees a campaign', () => {
  test('is nobody of the side that it looks at, by no route', async () => {
    const { path } = await openCampaign();
    const urban = await signInAs('urban', { roles: ['section_head'], unitId: 'urban' });
    expect((await urban('GET', '/campaigns')).body.items).toEqual([]);
    const asks = [
      ['GET', path],
      ['GET', `${path}/tickets`],
      ['GET', `${path}/candidates`],
      ['GET', `${path}/report`],
      ['GET', `${path}/export?of=tickets`],
      ['POST', `${path}/tickets`, { numbers: ['1'] }],
      ['POST', `${path}/tickets/remove`, { numbers: ['1'], reason: '不该看到' }],
      ['POST', `${path}/steps`, { action: 'advance', version: 1 }],
    ] as const;
    for (const [method, to, body] of asks) {
      const answer = await urban(method, to, body);
      expect([to, answer.status, answer.body.code]).toEqual([to, 404, 'campaign_not_found']);
    }
  });

  test('counts and lists for a scoped account what lies in its scope alone', async () => {
    const { path } = await openCampaign({ scope: { areas: [], unitIds: [], matters: [] } });
    const numbers = await Promise.all(
      ['health', 'transport'].map(async (area) => (await desk.fileTicket({ area })).number),
    );
    await call('POST', `${path}/tickets`, { numbers });
    const narrow = await signInAs('narrow', { roles: ['handler'], scope: { areas: ['health'] } });
    expect((await narrow('GET', path)).body.tickets).toBe(1);
    expect((await narrow('GET', `${path}/tickets`)).body.total).toBe(1);
    const { text } = await narrow('GET', `${path}/export?of=tickets&as=csv`);
    expect([text.includes(String(numbers[0])), text.includes(String(numbers[1]))]).toEqual([
      true,
      false,
    ]);
    const out = { numbers: [numbers[1]], reason: '想移出去' };
    const tried = await narrow('POST', `${path}/tickets/remove`, out);
    expect(tried.body).toMatchObject({ done: 0, refused: [{ code: 'ticket_not_found' }] });
  });

  test('is an analyst for figures without a ticket, and no clerk to lead it', async () => {
    const { path } = await openCampaign();
    const analyst = await signInAs('analyst', { roles: ['analyst'] });
    expect((await analyst('GET', path)).body.allowed).toEqual([]);
    expect((await analyst('GET', `${path}/tickets`)).status).toBe(403);
    const clerk = await signInAs('clerk', { roles: ['intake_clerk'] });
    const body = { action: 'advance', version: 1 };
    expect((await clerk('POST', `${path}/steps`, body)).status).toBe(403);
    expect((await clerk('POST', '/campaigns', { key: randomUUID(), ...wanted })).status).toBe(403);
  });
});

describe('the report of a campaign', () => {
  test('is a paper in both forms, with its figures as a table, and noted', async () => {
    const { path, id } = await writeReport();
    const { status, text } = await call('GET', `${path}/report?as=pdf`);
    expect([status, text.slice(0, 8)]).toEqual([200, '%PDF-1.4']);
    const report = JSON.parse(text.slice(9));
    expect(report.title).toBe(`campaign.paper.title ${wanted.name}`);
    const words = report.paragraphs.map((one: { text?: string }) => one.text ?? '');
    expect(words).toEqual(
      expect.arrayContaining(['campaign.paper.counted', '抽查五个中队。\n问题均已整改。']),
    );
    expect(words[1]).toContain('2026年3月1日 2026年6月30日');
    const { rows } = report.paragraphs.find(({ kind }: { kind: string }) => kind === 'table');
    expect(rows).toEqual([
      ['campaign.paper.tickets', '1'],
      ['campaign.paper.ended', '0'],
      ['campaign.paper.problems', '1'],
      ['campaign.paper.of_type 亮证告知', '1'],
      ['campaign.paper.open', '1'],
      ['campaign.paper.amount', '0.00'],
    ]);
    expect((await call('GET', `${path}/report?as=docx`)).text.slice(0, 2)).toBe('PK');
    expect(desk.data.audit.at(-1)).toMatchObject({ action: 'campaign.print_report', object: id });
  });

  test('says of its figures when they count a part alone', async () => {
    const { path } = await writeReport();
    const narrow = await signInAs('narrow', {
      roles: ['handler'],
      scope: { areas: ['city_management'] },
    });
    const { text } = await narrow('GET', `${path}/report`);
    expect(text).toContain('campaign.paper.note_partial');
    const { text: whole } = await call('GET', `${path}/report`);
    expect(whole).not.toContain('note_partial');
  });

  test('is nowhere before it was written', async () => {
    const { path } = await openCampaign();
    expect((await call('GET', `${path}/report`)).status).toBe(404);
  });
});
