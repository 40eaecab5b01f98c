import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '../../platform/mongo/index.ts';
import { buildPaper } from '../support/build-paper.ts';
import { openWalkHouse, type WalkHouse } from '../support/walk-house.ts';
import { openWebChat } from '../support/web-chat-person.ts';
import { createWechatPerson } from '../support/wechat-person.ts';

/** Words that stand in the draft and nowhere else. */
const words = ['银杏巷', '靛蓝三轮', '琥珀路', '退还靛蓝', '欧阳静兰', '13812340099'];
const telling = '昨天在银杏巷有几个队员拖走了我的靛蓝三轮，没有给任何单子。';

/** Every document of every collection, as text. */
async function readAll({ connection }: Database): Promise<string> {
  const { db } = connection;
  if (db === undefined) throw new Error('no database');
  const names = (await db.listCollections().toArray()).map(({ name }) => name);
  const all = await Promise.all(names.map((name) => db.collection(name).find().toArray()));
  return JSON.stringify(Object.fromEntries(names.map((name, n) => [name, all[n]])));
}

const findWords = (text: string): readonly string[] => words.filter((word) => text.includes(word));

async function countSealed({ connection }: Database): Promise<number> {
  const people = connection.collection('people');
  return people.countDocuments({
    $or: ['name', 'phone', 'draftName', 'draftPhone'].map((field) => ({
      [field]: { $exists: true },
    })),
  });
}

describe('a draft that is cancelled', () => {
  let house: WalkHouse;
  beforeAll(async () => {
    house = await openWalkHouse();
  }, 60_000);
  afterAll(() => house.stop());

  test('leaves no word, file or sealed contact anywhere, in the web chat and in the Official Account', async () => {
    const chat = await openWebChat(house.url);
    const follower = createWechatPerson({
      url: house.url,
      openId: 'oWalkCancel00000000000000001',
      wechat: house.wechat,
    });
    for (const person of [chat, follower]) {
      await person.say('投诉');
      await person.say(telling);
      await person.say('地点：琥珀路');
      await person.say('联系方式：欧阳静兰 13812340099');
      await person.say('罚款不给票据怎么办？');
      await person.say('诉求：退还靛蓝三轮');
      await person.say('修改 诉求');
    }
    await chat.sendPhoto(await buildPaper({ seed: 7 }));
    expect(findWords(await readAll(house.database))).toEqual(words);
    expect(await countSealed(house.database)).toBe(2);

    for (const person of [chat, follower]) {
      expect(await person.say('取消')).toContain('确定不填了吗');
      expect(await person.say('是')).toContain('已取消');
    }
    expect(findWords(await readAll(house.database))).toEqual([]);
    expect(findWords(house.output())).toEqual([]);
    expect(await countSealed(house.database)).toBe(0);
    const { db } = house.database.connection;
    const leftover = await db?.collection('files').countDocuments();
    expect(leftover).toBe(0);
    await chat.leave();

    const later = await openWebChat(house.url);
    await later.say('投诉');
    expect(await later.say('有人在河边乱罚款，一次两百，不给票。')).toContain('哪个单位');
    await later.leave();
  }, 120_000);

  test('takes nothing from a ticket that was filed before or supplemented meanwhile', async () => {
    const chat = await openWebChat(house.url);
    await chat.say('投诉');
    await chat.say('城管队员没有出示证件就罚款。');
    await chat.say('提交');
    await chat.say('投诉');
    await chat.say('另外还有人在银杏巷拖走靛蓝三轮。');
    await chat.say('取消');
    expect(await chat.say('是')).toContain('已取消');
    const all = await readAll(house.database);
    expect(findWords(all)).toEqual([]);
    expect(all).toContain('没有出示证件就罚款');
    await chat.leave();
  }, 60_000);
});
