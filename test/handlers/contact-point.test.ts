import { describe, expect, test } from '@jest/globals';
import { toScene } from '../../people/index.ts';
import { buildTalk, buildWorld, keysOf, wait } from '../support/build-turn.ts';

const scan = (key: string) => ({ kind: 'event', name: 'scan', key }) as const;
const follow = (key: string) => ({ kind: 'event', name: 'follow', key }) as const;

describe('a scan at a contact point', () => {
  test.each(['scan', 'follow'] as const)(
    'by %s names the point and offers the menu',
    async (name) => {
      const world = buildWorld();
      const point = world.points.add();
      const { replies } = await buildTalk(world).send({ kind: 'event', name, key: toScene(point) });
      expect(replies[0]).toMatchObject({
        key: 'conversation.point.welcome',
        values: { name: point.name },
      });
      expect(replies[0]?.options?.[0]?.say).toBe('投诉');
    },
  );

  test('fills in the place, so that it is never asked, and the ticket says where it came from', async () => {
    const world = buildWorld();
    const point = world.points.add();
    const talk = buildTalk(world);
    await talk.send(follow(toScene(point)));
    await talk.say('投诉');
    const asked = [
      await talk.say('城管没有出示证件就把我的秤收走了。'),
      await talk.say('跳过'),
      await talk.say('跳过'),
      await talk.say('跳过'),
      await talk.say('跳过'),
    ].flatMap(keysOf);
    expect(asked).not.toContain('ask.place');
    await talk.say('提交');
    expect(world.store.all()[0]).toMatchObject({
      source: 'qr',
      contactPointId: point.id,
      facts: { place: '清河街道 柳湾社区 柳湾路 8 号便民大厅' },
    });
    expect(world.points.acts()).toEqual(['scan', 'follow', 'talk', 'ticket']);
  });

  test('moves a draft that has no place yet, and leaves one that was given', async () => {
    const world = buildWorld();
    const point = world.points.add();
    const talk = buildTalk(world);
    await talk.say('投诉');
    await talk.say('经过：罚款没有收据\n地点：南门菜场');
    await talk.send(scan(toScene(point)));
    expect(talk.state().form).toMatchObject({
      facts: { place: '南门菜场' },
      contactPointId: point.id,
    });
  });

  test('counts for a day and no longer', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await talk.send(scan(toScene(world.points.add())));
    wait(world, 25);
    await talk.say('投诉');
    await talk.say('罚款没有开收据。');
    await talk.say('提交');
    expect(world.store.all()[0]).toMatchObject({ source: 'web-chat' });
    expect(world.store.all()[0]).not.toHaveProperty('contactPointId');
  });

  test('stays with a draft that is filed days later', async () => {
    const world = buildWorld();
    const point = world.points.add();
    const talk = buildTalk(world);
    await talk.send(scan(toScene(point)));
    await talk.say('投诉');
    await talk.say('罚款没有开收据。');
    wait(world, 72);
    await talk.say('提交');
    expect(world.store.all()[0]).toMatchObject({ source: 'qr', contactPointId: point.id });
  });

  test('is answered kindly and noted nowhere when the code is forged or the point closed', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    const point = world.points.add();
    expect(keysOf(await talk.send(scan(`p:${point.id}:00000000`)))).toEqual(['point.unknown']);
    world.points.close(point);
    expect(keysOf(await talk.send(scan(toScene(point))))).toEqual(['point.closed']);
    expect(talk.state().point).toBeUndefined();
    expect(world.points.acts()).toEqual([]);
  });

  test('reads the address that the code holds, as the menu of the account hands it in', async () => {
    const world = buildWorld();
    const point = world.points.add();
    const talk = buildTalk(world);
    const scene = encodeURIComponent(toScene(point));
    await talk.send(scan(`https://jiandu.example/chat?p=${scene}`));
    expect(talk.state().point?.id).toBe(point.id);
  });

  test('counts a repeat of the same event once', async () => {
    const world = buildWorld();
    const event = scan(toScene(world.points.add()));
    await buildTalk(world).send(event);
    await buildTalk(world).send(event);
    expect(world.points.acts()).toEqual(['scan']);
  });
});
