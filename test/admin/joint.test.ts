import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';
import { buildServedDocument, buildServing } from '../support/build-hearing.ts';
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

async function openMatter() {
  const story = '鹂雀桥头第三家修车铺被连查九次，检查的时候没有出示证件。';
  const { number } = await desk.fileTicket({ facts: { story, place: '鹂雀桥头' } });
  const path = `/tickets/${number}`;
  const send = async (to: string, body: object, as: Call = call) => {
    const { version } = (await call('GET', path)).body;
    return as('POST', to, { version, ...body });
  };
  const act = (action: string, more: object = {}) => send(`${path}/actions`, { action, ...more });
  const respond = (actingUnitId: string) => act('name_respondent', { values: { actingUnitId } });
  const partner = (...ids: readonly string[]) =>
    act('name_partners', { reason: '一并检查', values: { partnerUnitIds: ids.join(' ') } });
  return { number, path, send, act, respond, partner, story };
}

describe('joint supervision', () => {
  test('names partners by an action with its reason, by which tickets are found', async () => {
    const { partner, number } = await openMatter();
    await desk.fileTicket({});
    const { body } = await partner('market', 'tax');
    expect(body.joint.partners).toEqual([
      { id: 'market', name: '清河县市场监督管理局' },
      { id: 'tax', name: '清河县税务局' },
    ]);
    expect(body.history.at(-1)).toMatchObject({
      action: 'name_partners',
      reason: '一并检查',
      details: { joint: { partners: ['清河县市场监督管理局', '清河县税务局'] } },
    });
    const { items } = (await call('GET', '/tickets?partner=market')).body;
    expect(items.map((row: { number: string }) => row.number)).toEqual([number]);
  });

  test('keeps partners and respondent apart, whichever is named first', async () => {
    const { partner, respond } = await openMatter();
    await respond('urban');
    for (const id of ['urban', 'county', 'city-urban']) {
      expect((await partner(id)).body.code).toBe('ticket_partner_refused');
    }
    expect((await partner('nowhere')).body.code).toBe('ticket_value_invalid');
    const other = await openMatter();
    await other.partner('urban');
    expect((await other.respond('urban')).body.code).toBe('ticket_partner_refused');
    expect((await other.respond('market')).status).toBe(200);
  });
});

describe('a partner’s officer', () => {
  test('sees nothing for being named, and of a letter that was served the letter alone', async () => {
    const { partner, number, story } = await openMatter();
    await partner('market');
    desk.addAccount({ username: 'officer', roles: ['agency_officer'], unitId: 'market' });
    const cookie = await desk.signIn('officer');
    const own = desk.client(cookie);
    const readOwn = async (path = '') => {
      const response = await desk.fetch(`/api/unit/documents${path}`, { headers: { cookie } });
      return response.text();
    };
    expect((await own('GET', `/tickets/${number}`)).status).toBe(403);
    expect(JSON.parse(await readOwn())).toMatchObject({ total: 0 });

    const clue = '请就无照经营部分依法核查，并将结论函告。';
    const { body } = await call('POST', '/documents', {
      key: randomUUID(),
      kind: 'transfer_letter',
      ticketNumber: number,
      values: { unitIds: ['market'], problemIds: [], fields: { clue } },
    });
    expect(body).toMatchObject({ state: 'draft', addressedTo: '清河县市场监督管理局' });
    const { id, kind, title, addressedTo, paragraphs } = body;
    const letter = { id, kind, title, addressedTo, paragraphs, ticketNumber: number };
    const drafted = buildServedDocument({ ...letter, state: 'draft', servings: [] });
    desk.data.documents.set(id, drafted);
    expect(JSON.parse(await readOwn())).toMatchObject({ total: 0 });
    const servings = [buildServing('market', { id: `${id}-s1` })];
    desk.data.documents.set(id, { ...drafted, state: 'issued', servings });
    const shown = [await readOwn(), await readOwn(`/${id}`)];
    expect(shown[1]).toContain(clue);
    for (const text of shown) {
      for (const secret of [story, '鹂雀', number]) expect(text).not.toContain(secret);
    }
  });
});

const waiting = async () => (await call('GET', '/tickets?conference=waiting')).body.total;

describe('the joint conference', () => {
  test('has a list of what waits for it, and the history tells what it decided', async () => {
    const { act, number } = await openMatter();
    expect(await waiting()).toBe(0);
    await act('ask_conference', { values: { question: '由谁管辖？' } });
    expect(await waiting()).toBe(1);
    const { body } = await act('settle_conference', { values: { outcome: '由城管牵头' } });
    expect(await waiting()).toBe(0);
    expect(body.history.at(-1)).toMatchObject({ details: { joint: { outcome: '由城管牵头' } } });
    expect(body.number).toBe(number);
  });
});

describe('an expert’s opinion', () => {
  const brief = '执法人员在检查中没有表明身份，也没有说明检查的依据。';
  const question = '这样的检查是否有效？';

  async function ask() {
    const expert = desk.addAccount({ username: 'expert', name: '钱巡察', roles: ['expert'] });
    const own = desk.client(await desk.signIn('expert'));
    const matter = await openMatter();
    const body = { expertId: expert.id, brief, question, answerBy: '2099-01-31' };
    const asked = await matter.send(`${matter.path}/expert-asks`, body);
    return { ...matter, expert, own, asked, body };
  }

  test('rests on the brief alone, and is kept on the ticket', async () => {
    const { own, asked, number, path, story } = await ask();
    expect(asked.body.joint.expertAsks).toMatchObject([{ expert: '钱巡察', brief, question }]);
    const { body, text } = await own('GET', '/opinions');
    expect(body.items).toMatchObject([{ number, brief, question, answerBy: '2099-01-31' }]);
    for (const word of [story, '鹂雀', '某街道执法队', 'p-']) expect(text).not.toContain(word);
    const { seq } = body.items[0];
    await own('POST', `/opinions/${number}`, { asked: seq, text: '程序违法，应当撤销。' });
    const { joint } = (await call('GET', path)).body;
    expect(joint.expertAsks).toMatchObject([{ opinion: { text: '程序违法，应当撤销。' } }]);
    const twice = await own('POST', `/opinions/${number}`, { asked: seq, text: '改主意了' });
    expect([twice.status, twice.body.code]).toEqual([404, 'ticket_not_found']);
  });

  test('opens no ticket, list, file or conversation to the expert', async () => {
    const { own, number, path } = await ask();
    for (const to of ['/tickets', path, `${path}/experts`, '/problems', '/campaigns']) {
      expect([to, (await own('GET', to)).status]).toEqual([to, 403]);
    }
    const answer = await own('POST', `/opinions/${number}`, { asked: 99, text: '没有人问我' });
    expect(answer.status).toBe(404);
  });

  test('is not asked in words that tell which case it is', async () => {
    const { send, path, body } = await ask();
    const told = { ...body, brief: '鹂雀桥头第三家修车铺被连查九次，请看程序。' };
    const refused = await send(`${path}/expert-asks`, told);
    expect([refused.status, refused.body.code]).toEqual([422, 'ticket_brief_gives_away']);
  });

  test('is asked of no one of the side that the matter is against, and gone from who turns out to be', async () => {
    const { own, path, respond, send, body } = await ask();
    const ofUrban = desk.addAccount({ username: 'u', roles: ['expert'], unitId: 'urban' });
    const other = await openMatter();
    await other.respond('urban');
    const fit = (await call('GET', `${other.path}/experts`)).body.items;
    expect(fit.map(({ id }: { id: string }) => id)).not.toContain(ofUrban.id);
    const wrong = await other.send(`${other.path}/expert-asks`, { ...body, expertId: ofUrban.id });
    expect(wrong.body.code).toBe('ticket_expert_refused');
    await send(`${path}/expert-asks`, { ...body, expertId: ofUrban.id });
    const theirs = desk.client(await desk.signIn('u'));
    expect((await theirs('GET', '/opinions')).body.items).toHaveLength(1);
    await respond('urban');
    expect((await theirs('GET', '/opinions')).body.items).toEqual([]);
    expect((await own('GET', '/opinions')).body.items).toHaveLength(1);
  });
});
