import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Ticket } from '../../tickets/index.ts';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';

const words = '请说明检查时是否出示执法证件。';
const reason = '电话里核对过';

let desk: Desk;
let handler: Call;
let head: Call;
let leading: Ticket;
let merged: Ticket;

beforeEach(async () => {
  desk = await buildDesk();
  for (const [username, roles] of [
    ['handler', ['handler']],
    ['head', ['section_head', 'approver']],
  ] as const) {
    desk.addAccount({ id: `a-${username}`, username, name: `同事${username}`, roles });
  }
  handler = desk.client(await desk.signIn('handler'));
  head = desk.client(await desk.signIn('head'));
  leading = await desk.fileTicket({ openness: 'open', facts: { story: '没有亮证就检查' } });
  merged = await desk.fileTicket({
    openness: 'confidential',
    facts: { story: '在灯塔路88号检查不亮证' },
    personId: 'person-b',
    by: { kind: 'reporter', personId: 'person-b' },
  });
  const of = { numberOrId: merged.id, roles: ['section_head'] } as const;
  const by = { kind: 'staff', accountId: 'a-head', name: '同事head' } as const;
  await desk.tickets.mergeTickets({ ...of, by, into: leading.id });
});
afterEach(() => desk.stop());

const read = async (call: Call, number: string) =>
  (await call('GET', `/tickets/${number}/contact`)).body;

async function act(call: Call, number: string, body: object) {
  const { version } = await read(call, number);
  return call('POST', `/tickets/${number}/contact`, { ...body, version });
}

const ask = (said = words) =>
  act(handler, leading.number, { kind: 'ask', words: said, unit: '某某局', conduct: 'manner' });
const choose = (choice: 'stop' | 'go_on') =>
  desk.tickets.chooseContact({
    numberOrId: merged.id,
    by: { kind: 'reporter', personId: 'person-b' },
    choice,
  });

describe('a matter of two reporters', () => {
  test('shows each of them by number and answer, without a name', async () => {
    expect(await read(handler, leading.number)).toMatchObject({
      isNeeded: true,
      voices: [
        { state: 'open', isOnScreen: true, number: leading.number },
        { state: 'not_asked', isOnScreen: false, number: merged.number },
      ],
    });
    expect((await ask()).status).toBe(200);
    await choose('stop');
    const body = await read(handler, leading.number);
    expect(body.voices[1]).toMatchObject({ state: 'stop', isApart: false });
    expect(JSON.stringify(body)).not.toContain('person-b');
  });

  test('asks from the leading ticket whoever is to be asked, and nobody twice in the same words', async () => {
    await ask();
    const asked = await desk.ports.ticketing.store.find(merged.id);
    expect(asked?.contact).toMatchObject({ state: 'asked', words, askedBy: 'a-handler' });
    await choose('go_on');
    await act(handler, leading.number, { kind: 'ask', words, unit: '某某局', conduct: 'manner' });
    expect((await read(handler, merged.number)).contact.state).toBe('go_on');
    await ask(`${words}（更正）`);
    expect((await read(handler, merged.number)).contact.state).toBe('asked');
  });

  test('pleads and grants a life at stake for both', async () => {
    await act(handler, leading.number, { kind: 'plead', reason });
    expect((await read(head, leading.number)).plea).toMatchObject({ by: '同事handler', reason });
    await act(head, leading.number, { kind: 'grant', reason });
    const body = await read(head, leading.number);
    expect(body.voices[1].state).toBe('life_at_stake');
    expect(body.plea).toBeUndefined();
  });

  test('sets one apart who said no, unless the words hold what only they told', async () => {
    await ask('请说明灯塔路88号的检查。');
    await choose('stop');
    const refused = await act(head, merged.number, { kind: 'apart', reason });
    expect([refused.status, refused.body.code]).toEqual([422, 'ticket_words_of_reporter']);
    await ask();
    await choose('stop');
    expect((await act(handler, merged.number, { kind: 'apart', reason })).status).toBe(403);
    const { body } = await act(head, merged.number, { kind: 'apart', reason });
    expect(body.voices[1]).toMatchObject({ state: 'stop', isApart: true, isOnScreen: true });
  });
});
