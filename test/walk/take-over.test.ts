import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testCorp } from '../support/fake-wecom.ts';
import { toNightOffsetMs, toOfficeOffsetMs } from '../support/next-office-hour.ts';
import {
  ask,
  customerId,
  openChat,
  openCustomer,
  openFollower,
  openTakeOverHouse,
  type TakeOverHouse,
  type TalkPerson,
} from '../support/take-over-house.ts';
import { waitFor } from '../support/wait-for.ts';

const [account] = testCorp.accounts;
const taken = '工作人员已接入，请直接说。回复「退出人工」可以回到机器人。';
const channels = [
  ['网页', openChat],
  ['微信客服', openCustomer],
  ['公众号', openFollower],
] as const;

/** What staff do at the desk of this house. */
function sitAtDesk({ staff }: TakeOverHouse) {
  const list = async (): Promise<readonly { id: string; hands: string; preview: string }[]> =>
    (await staff.call('GET', '/conversations')).body.items;
  const open = async (id: string) => (await staff.call('GET', `/conversations/${id}`)).body;
  return {
    list,
    open,
    act: async (id: string, body: object) =>
      (await staff.call('POST', `/conversations/${id}/actions`, body)).body,
    say: async (id: string, text: string, key: string = randomUUID()) =>
      (await staff.call('POST', `/conversations/${id}/messages`, { key, text })).body,
    /** The conversation whose last words are these. */
    async find(words: string): Promise<string> {
      let id: string | undefined;
      await waitFor(async () => {
        id = (await list()).find(({ preview }) => preview.includes(words))?.id;
        return id !== undefined;
      }, 30_000);
      return id ?? '';
    },
    /** Resolves when staff can read all of these words. */
    async reads(id: string, words: readonly string[]): Promise<void> {
      await waitFor(async () => {
        const { lines } = await open(id);
        const texts = lines.map(({ text }: { text?: string }) => text);
        return words.every((text) => texts.includes(text));
      }, 30_000);
    },
  };
}

const hears = (person: TalkPerson, words: string): Promise<void> =>
  waitFor(() => person.heard().some((text) => text.includes(words)), 30_000);

describe('a person takes over, in office hours, over two processes', () => {
  let house: TakeOverHouse;
  let desk: ReturnType<typeof sitAtDesk>;
  beforeAll(async () => {
    house = await openTakeOverHouse({ offsetMs: toOfficeOffsetMs() });
    desk = sitAtDesk(house);
  }, 90_000);
  afterAll(() => house.stop());

  /** From the queue to a person and back; what was heard since 转人工. */
  async function walkThere(name: string, person: TalkPerson): Promise<readonly string[]> {
    await ask(person, '投诉', /发生了什么事/);
    await ask(person, `被罚了款，没有收据，${name}`, /哪个单位/);
    const from = person.heard().length;
    await ask(person, '转人工', /第 \d 位[\s\S]*9:00 至 17:30/);
    await person.tell(`我的事情是：${name}`);
    const id = await desk.find(`我的事情是：${name}`);
    await desk.act(id, { action: 'take' });
    await hears(person, taken);
    const key = randomUUID();
    await desk.say(id, `您好，请说。${name}`, key);
    await desk.say(id, `您好，请说。${name}`, key);
    await hears(person, `您好，请说。${name}`);
    await person.tell('进度');
    await person.tell('帮助');
    await desk.reads(id, ['进度', '帮助', `您好，请说。${name}`]);
    await desk.act(id, { action: 'close', note: '说清了' });
    await hears(person, '工作人员已结束这次对话');
    await ask(person, '东门执法队', /时候|时间|哪里|地点|地方/);
    expect((await desk.open(id)).draft.known).toContainEqual(
      expect.objectContaining({ slot: 'actingUnit' }),
    );
    return person.heard().slice(from);
  }

  test('on every channel: queue, silence, words both ways once, and back to the very question', async () => {
    const heard = await Promise.all(
      channels.map(async ([name, open]) => {
        const person = await open(house);
        const words = await walkThere(name, person);
        await person.leave();
        return [name, words] as const;
      }),
    );
    for (const [name, words] of heard) {
      // Nothing of the bot's in between: the place in the queue may have been told again.
      const told = words.filter((text) => !/排在第 \d 位/.test(text));
      expect(told.slice(0, 3)).toEqual([
        taken,
        `您好，请说。${name}`,
        expect.stringContaining('工作人员已结束这次对话'),
      ]);
    }
  }, 60_000);

  test('words that lead back end it, and where life is at stake the bot still says whom to ring', async () => {
    const person = await openChat(house);
    await ask(person, '人工', /第 1 位/);
    await person.tell('桥上的事');
    const id = await desk.find('桥上的事');
    await desk.act(id, { action: 'take' });
    await hears(person, taken);
    await ask(person, '他们正拿刀砍人，救命', /110|120/);
    expect((await desk.open(id)).hands).toBe('person');
    await ask(person, '退出人工', /已回到机器人/);
    expect((await desk.say(id, '还在吗')).code).toBe('conversation_not_yours');
    await person.leave();
  }, 60_000);

  test('留言 out of the queue files what was said while waiting and gives the number', async () => {
    const person = await openChat(house);
    await ask(person, '找人', /第 1 位/);
    await person.tell('我想问清明节摆摊要不要办证');
    await desk.find('清明节摆摊');
    const filed = await ask(person, '留言', /工单编号：\d{10}/);
    const [number = ''] = /\d{10}/.exec(filed) ?? [];
    const { facts } = await house.staff.readTicket(number);
    expect(facts.story).toContain('清明节摆摊');
    await person.leave();
  }, 60_000);

  test('the draft is filed by staff with the person’s yes, and what was said goes into the ticket', async () => {
    const person = await openChat(house);
    await ask(person, '投诉', /发生了什么事/);
    await ask(person, '检查的时候没有出示证件，罚款也没有开收据。', /哪个单位/);
    await ask(person, '转人工', /第 1 位/);
    await person.tell('太麻烦了，不会填');
    const id = await desk.find('不会填');
    await desk.act(id, { action: 'take' });
    await desk.act(id, { action: 'ask_draft' });
    await hears(person, '同意请回复「是」');
    const filed = await ask(person, '是', /工单编号：\d{10}/);
    const [number = ''] = /\d{10}/.exec(filed) ?? [];
    expect((await desk.open(id)).tickets).toContainEqual(
      expect.objectContaining({ number, isOwn: true }),
    );
    await desk.act(id, { action: 'close' });
    const { lines } = await house.staff.readTicket(number);
    expect(lines.map(({ text }: { text?: string }) => text)).toContain('太麻烦了，不会填');
    await person.leave();
  }, 60_000);

  test('a worker killed in the middle loses no word of either and says none twice', async () => {
    const person = await openChat(house);
    await ask(person, '转人工', /第 1 位/);
    await person.tell('中间断掉也要收到');
    const id = await desk.find('中间断掉');
    await desk.act(id, { action: 'take' });
    const sayings = Array.from({ length: 8 }, (_, index) => `第${index}句话`);
    const answers = sayings.map((text) => `答${text}`);
    for (const [index, text] of sayings.entries()) {
      await desk.say(id, text);
      await person.tell(answers[index] ?? '');
      if (index === 3) await house.killWorker();
    }
    await hears(person, '第7句话');
    await desk.reads(id, answers);
    expect(person.heard().filter((text) => sayings.includes(text))).toEqual(sayings);
    await person.leave();
  }, 90_000);
});

describe('at night', () => {
  let house: TakeOverHouse;
  beforeAll(async () => {
    house = await openTakeOverHouse({ offsetMs: toNightOffsetMs() });
  }, 90_000);
  afterAll(() => house.stop());

  test('the bot says when somebody is there, and takes the message as a ticket', async () => {
    const person = await openChat(house);
    await ask(person, '转人工', /现在不是人工服务时间[\s\S]*09:00/);
    const filed = await ask(person, '夜里被拖走了车，不知道找谁', /工单编号：\d{10}/);
    const [number = ''] = /\d{10}/.exec(filed) ?? [];
    expect((await house.staff.readTicket(number)).facts.story).toContain('被拖走了车');
    await person.leave();
  }, 60_000);
});

describe('customer service whose servicers answer in WeCom', () => {
  let house: TakeOverHouse;
  beforeAll(async () => {
    const env = { WECOM_KF_HAND_OVER: 'servicers' };
    house = await openTakeOverHouse({ offsetMs: toOfficeOffsetMs(), env });
  }, 90_000);
  afterAll(() => house.stop());

  test('gets the session by the API, the bot is silent, and the end of it brings the bot back', async () => {
    const { list } = sitAtDesk(house);
    const isWithServicer = async () => (await list()).some(({ hands }) => hands === 'servicer');
    const person = await openCustomer(house);
    await ask(person, '转人工', /第 1 位/);
    await waitFor(isWithServicer, 20_000);
    const before = person.heard().length;
    await person.tell('帮助');
    await waitFor(async () => (await list()).some(({ preview }) => preview === '帮助'), 20_000);
    expect(person.heard()).toHaveLength(before);
    house.wecom.kf.changeSession(account, customerId, 4);
    await waitFor(async () => {
      await person.tell('在吗');
      return person.heard().length > before;
    }, 30_000);
    expect(await isWithServicer()).toBe(false);
  }, 90_000);
});
