import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Outcome, Render } from '../../../bot/index.ts';
import type { DialogueState } from '../../../handlers/index.ts';
import { createRender, createTranslate } from '../../../platform/i18n/index.ts';
import { buildTalk, buildWorld, keysOf } from '../../support/build-turn.ts';
import { createMemoryMembers } from '../../support/memory-members.ts';

let render: Render;
beforeAll(async () => {
  render = createRender(await createTranslate());
});

const list = [
  '1、云来商行：一个月查了四次，云来商行老板次次要到场，电话13800000000',
  '2、禾木饭馆：罚款两千没有给单子',
  '3、上个月来收了卫生费，没有票',
].join('\n');
const dayMs = 24 * 3600_000;

/** A world with an enrolled specialist. */
function buildChamber() {
  const world = buildWorld({ render });
  const memory = createMemoryMembers();
  const ports = { ...world.ports, members: memory.members };
  const chamber = { ...world, ports };
  const { now } = world.clock;
  const until = new Date(now.getTime() + 30 * dayMs);
  world.enrolments.set('person-1', { organisation: '和平商会', enrolledAt: now, until });
  return { ...memory, world: chamber, talk: buildTalk(chamber) };
}

const textOf = ({ replies }: Outcome<DialogueState>) =>
  replies.map((reply) => render(reply, 'zh-CN').text).join('\n');
const findCode = (ties: ReturnType<typeof buildChamber>['ties'], number: number) =>
  [...ties.values()]
    .find(({ ticketId }) => ticketId.endsWith(`-${number}`))
    ?.codeHash?.replace('hash of CODE-member-', '');

/** Files the list with the second member to be named. */
async function file(chamber: ReturnType<typeof buildChamber>) {
  const { talk } = chamber;
  await talk.say(list);
  await talk.say('2公开');
  await talk.say('市场监管所');
  await talk.say('跳过');
  return talk.say('提交');
}

describe('a list of members', () => {
  test('is read back line by line, and whoever is unclear is named by number', async () => {
    const { talk } = buildChamber();
    const outcome = await talk.say(list);
    expect(keysOf(outcome)).toEqual(['members.read', 'members.unclear', 'members.ask.openness']);
    expect(textOf(outcome)).toContain('1. 云来商行：一个月查了四次');
    expect(textOf(outcome)).toContain('缺会员名称');
    expect(outcome.holdsContact).toBe(true);
  });

  test('becomes a ticket and a code for each clear line, and names nobody', async () => {
    const chamber = buildChamber();
    const outcome = await file(chamber);
    expect(keysOf(outcome)).toEqual(['members.filed', 'members.passOn', 'members.left']);
    const tickets = chamber.world.store.all();
    expect(
      tickets.map(({ openness, facts }) => [openness, facts.company, facts.actingUnit]),
    ).toEqual([
      ['confidential', undefined, '市场监管所'],
      ['confidential', undefined, '市场监管所'],
    ]);
    const stored = JSON.stringify([tickets, outcome.state]);
    for (const secret of ['云来', '禾木', '13800000000']) expect(stored).not.toContain(secret);
    for (const ticket of tickets) {
      expect(textOf(outcome)).toContain(ticket.number);
      expect(textOf(outcome)).toContain(`CODE-${ticket.id}`);
    }
    const shown = JSON.stringify(outcome.replies.map(({ secrets: _, ...reply }) => reply));
    expect(shown).not.toMatch(/云来|禾木|CODE/u);
    expect(chamber.talk.state().members).toBeUndefined();
  });

  test('filed again by the same message makes the same tickets', async () => {
    const chamber = buildChamber();
    const { talk, world } = chamber;
    for (const words of [list, '全部保密', '跳过', '跳过']) await talk.say(words);
    const before = JSON.stringify(talk.state());
    const again = buildTalk(world, { state: before });
    const first = textOf(await talk.say('提交'));
    // The message that filed bears another id here; the tickets are named by the list's.
    expect(textOf(await again.say('提交'))).toBe(first);
    expect(world.store.all()).toHaveLength(2);
    expect(chamber.ties.size).toBe(2);
  });

  test('is cancelled by two words and forgotten', async () => {
    const { talk, lists } = buildChamber();
    await talk.say(list);
    expect(keysOf(await talk.say('取消'))).toEqual(['members.ask.cancel']);
    const outcome = await talk.say('确定');
    expect(keysOf(outcome)).toEqual(['members.cancelled']);
    expect(outcome.forget?.messageIds).toEqual(['web-chat-m-person-1-1']);
    expect(lists.size).toBe(0);
  });

  test('takes a sheet, and a picture for one or for all', async () => {
    const { talk, sheets, assigned, world } = buildChamber();
    sheets.set('web-chat-m-person-1-1', [
      ['会员名称', '事项', '单位', '地点'],
      ['云来商行', '一周查了三次', '消防大队', '东街'],
      ['禾木饭馆', '罚款没有给单子', '消防大队', '西街'],
    ]);
    const read = await talk.send({ kind: 'file', fileId: 'f-1', name: '名单.xlsx' });
    expect(keysOf(read)).toEqual(['members.read', 'members.ask.openness']);
    await talk.send({ kind: 'image', fileId: 'f-2' });
    await talk.send({ kind: 'image', fileId: 'f-3' });
    expect(keysOf(await talk.say('材料 2'))[0]).toBe('members.evidenceOf');
    // Unit and place stand in the sheet and are not asked.
    expect(keysOf(await talk.say('全部保密'))).toEqual(['members.ask.review']);
    await talk.say('提交');
    const [one, two] = world.store.all();
    expect(assigned.get('web-chat-m-person-1-2')).toBe(one?.id);
    expect(assigned.get('web-chat-m-person-1-3')).toBe(two?.id);
    expect(two?.history.at(-1)?.values?.['words']).toContain(one?.number ?? '?');
    expect(one?.facts.place).toBe('东街');
  });

  test('is refused kindly once the term has run out, and of strangers read as ever', async () => {
    const chamber = buildChamber();
    const { talk, world } = chamber;
    for (const words of [list, '全部保密', '跳过', '跳过']) await talk.say(words);
    world.clock.now = new Date(world.clock.now.getTime() + 31 * dayMs);
    expect(keysOf(await talk.say('提交'))).toEqual(['join.ended']);
    expect(world.store.all()).toHaveLength(0);
    const stranger = buildTalk(world, { personId: 'person-2' });
    expect(keysOf(await stranger.say('会员'))).toEqual(['join.needed']);
    expect(keysOf(await stranger.say(list))).not.toContain('members.read');
  });
});

describe('a member’s code', () => {
  test('asks the member, and only then names the company', async () => {
    const chamber = buildChamber();
    await file(chamber);
    const { world, ties } = chamber;
    const member = buildTalk(world, { personId: 'person-2' });
    const code = `CODE-member-${findCode(ties, 2)}`;
    const asked = await member.say(`会员 ${code}`);
    expect(keysOf(asked)).toEqual(['members.code.ask']);
    expect(textOf(asked)).toContain('禾木饭馆');
    expect(JSON.stringify(world.store.all())).not.toContain('禾木');
    expect(keysOf(await member.say('确认'))).toEqual(['members.code.named']);
    expect(world.store.all()[1]).toMatchObject({
      openness: 'open',
      facts: { company: '禾木饭馆' },
    });
    expect(world.store.all()[0]).toMatchObject({ openness: 'confidential' });
    expect(keysOf(await member.say(`会员 ${code}`))).toEqual(['members.code.named']);
  });

  test.each([
    ['保密', 'sealed', 'received'],
    ['撤回', 'withdrawn', 'withdrawn'],
  ])('%s leaves the name sealed', async (words, state, status) => {
    const chamber = buildChamber();
    await file(chamber);
    const { world, ties } = chamber;
    const member = buildTalk(world, { personId: 'person-2' });
    await member.say(`会员 CODE-member-${findCode(ties, 2)}`);
    expect(keysOf(await member.say(words))).toEqual([`members.code.${state}`]);
    expect(world.store.all()[1]).toMatchObject({ status, openness: 'confidential' });
    expect(JSON.stringify(world.store.all())).not.toContain('禾木');
  });

  test('runs out after fourteen days, and wrong ones are counted', async () => {
    const chamber = buildChamber();
    await file(chamber);
    const { world, ties } = chamber;
    const member = buildTalk(world, { personId: 'person-2' });
    for (let n = 0; n < 5; n += 1) {
      expect(keysOf(await member.say(`会员 WRONG-${n}`))).toEqual(['members.code.unknown']);
    }
    expect(keysOf(await member.say('会员 WRONG-5'))).toEqual(['members.code.tooMany']);
    world.clock.now = new Date(world.clock.now.getTime() + 14 * dayMs);
    const code = `CODE-member-${findCode(ties, 2)}`;
    expect(keysOf(await member.say(`会员 ${code}`))).toEqual(['members.code.expired']);
  });
});
