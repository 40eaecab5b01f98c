import { describe, expect, test } from '@jest/globals';
import { defaultConsentRules, type Ticket } from '../../tickets/index.ts';
import { clerk, deskRoles } from '../support/build-ticket.ts';
import { buildOpenRequest } from '../support/build-tickets.ts';
import { buildTalk, buildWorld, keysOf, wait, type World } from '../support/build-turn.ts';

const personId = 'person-1';

/** A person with a filed matter, and staff who ask whether a unit may be written to; `told` is what reached them. */
async function openTalk() {
  const world = buildWorld();
  const told = new Map<string, Date>();
  const ports = { ...world.ports, findToldAt: async (id: string) => told.get(id) };
  const talk = buildTalk({ ...world, ports } satisfies World);
  await talk.say('你好');
  const { ticket } = await world.tickets.openTicket(
    buildOpenRequest({ personId, by: { kind: 'reporter', personId } }),
  );
  const find = async (): Promise<Ticket> => (await world.store.find(ticket.id)) ?? ticket;
  return {
    world,
    talk,
    find,
    ask: (words: string) =>
      world.tickets.askContact({
        numberOrId: ticket.id,
        by: clerk,
        roles: deskRoles,
        words,
        givesAway: [],
        match: { unit: 'u-1', conduct: 'identification' },
        rules: defaultConsentRules,
      }),
    /** The question arrives a minute later; the person writes a minute after that. */
    arrive: async () => {
      wait(world, 1 / 60);
      const { history } = await find();
      told.set(`${ticket.id}-${history.at(-1)?.seq}-${personId}`, world.clock.now);
      wait(world, 1 / 60);
    },
  };
}

describe('whether a unit may be written to', () => {
  test('is chosen by a bare number once the words arrived', async () => {
    const { talk, ask, arrive, find } = await openTalk();
    await ask('请说明检查时是否亮证。');
    await arrive();
    expect(keysOf(await talk.say('1'))).toEqual(['consent.reply.go_on']);
    expect((await find()).contact?.state).toBe('go_on');
  });

  test('is not answered by a number that was written before the words arrived', async () => {
    const { world, talk, ask, find } = await openTalk();
    await ask('请说明检查时是否亮证。');
    wait(world, 1 / 60);
    expect(keysOf(await talk.say('1'))).not.toContain('consent.reply.go_on');
    expect(talk.route()).toBe('choose-contact');
    expect((await find()).contact?.state).toBe('asked');
  });

  test('is shown first where the answer names it and the words have not arrived', async () => {
    const { talk, ask, find } = await openTalk();
    await ask('请说明检查时是否亮证。');
    expect(keysOf(await talk.say('选1'))).toEqual(['consent.ask.again']);
    expect((await find()).contact?.state).toBe('asked');
    expect(keysOf(await talk.say('1'))).toEqual(['consent.reply.go_on']);
    expect((await find()).contact?.state).toBe('go_on');
  });

  test('is asked anew in other words: a yes to the first ones is none to these', async () => {
    const { talk, ask, arrive, find } = await openTalk();
    await ask('请说明检查时是否亮证。');
    await arrive();
    await ask('请说明三月二日在南门菜场的检查。');
    const { replies } = await talk.say('选1');
    expect(replies[0]).toMatchObject({
      key: 'consent.ask.again',
      values: { text: '请说明三月二日在南门菜场的检查。' },
    });
    expect((await find()).contact?.state).toBe('asked');
  });

  test('that was changed while the answer was on its way is not chosen', async () => {
    const { world, ask, find } = await openTalk();
    const { history } = await ask('请说明检查时是否亮证。');
    const question = history.at(-1)?.seq ?? 0;
    await ask('请说明三月二日在南门菜场的检查。');
    await expect(
      world.tickets.chooseContact({
        numberOrId: (await find()).id,
        by: { kind: 'reporter', personId },
        choice: 'go_on',
        question,
      }),
    ).rejects.toMatchObject({ code: 'ticket_version_conflict' });
  });
});
