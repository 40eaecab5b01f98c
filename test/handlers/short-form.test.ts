import { describe, expect, test } from '@jest/globals';
import type { Content } from '../../bot/index.ts';
import { createRender, createTranslate } from '../../platform/i18n/index.ts';
import { buildEntry } from '../support/build-entry.ts';
import { buildTalk, buildWorld, keysOf, wait } from '../support/build-turn.ts';

const picture = { kind: 'image', mediaId: 'media-1' } as const;
const voice = { kind: 'voice', mediaId: 'media-2', format: 'amr' } as const;
const listLikelyUnits = async () => ['河东县公安局', '河东县城管局'];
const render = createRender(await createTranslate());

describe('a picture or a voice alone', () => {
  const things: readonly (readonly [string, Content])[] = [
    ['picture', picture],
    ['voice without recognised words', voice],
    ['video', { kind: 'video', mediaId: 'media-3' }],
    ['file', { kind: 'file', mediaId: 'media-4', name: '' }],
  ];
  test.each(things)('a %s and 提交 are a ticket: two turns, confidential', async (_, content) => {
    const world = buildWorld();
    const { say, send } = buildTalk(world);
    expect(keysOf(await send(content))).toEqual([`short.got.${content.kind}`, 'short.ask.unit']);
    const filed = await say('提交');
    expect(keysOf(filed)).toEqual(['filed.complaint']);
    expect(filed.claimedMessageIds).toEqual(['web-chat-m-person-1-1', 'web-chat-m-person-1-2']);
    expect(world.store.all()[0]).toMatchObject({ openness: 'confidential', facts: {} });
  });

  test('a voice with recognised words is a story, filed after at most two more turns', async () => {
    const world = buildWorld();
    const { say, send } = buildTalk(world);
    await send({ ...voice, recognition: '城管把我的车拖走了，没有给单子' });
    await say('提交');
    expect(keysOf(await say('提交'))).toEqual(['filed.complaint']);
    expect(world.store.all()[0]?.facts).toEqual({ story: '城管把我的车拖走了，没有给单子' });
  });

  test('three numbers name unit, day and kind of the paper', async () => {
    const world = buildWorld({ render });
    const { say, send } = buildTalk(world);
    await send(picture);
    expect(keysOf(await say('2'))).toEqual(['short.ask.received']);
    expect(keysOf(await say('2'))).toEqual(['short.ask.paper']);
    expect(keysOf(await say('1'))).toEqual(['short.review.confidential']);
    await say('提交');
    expect(world.store.all()[0]?.facts).toEqual({
      actingUnit: '城市管理局',
      paper: '处罚决定书，2026-03-01收到',
    });
  });

  test('offers the units that the person and the others named before', async () => {
    const world = buildWorld();
    const { say, send } = buildTalk({ ...world, ports: { ...world.ports, listLikelyUnits } });
    await say('投诉');
    await say('单位：河东县城管局');
    await say('车被拖走了');
    await say('提交');
    const { replies } = await send(picture);
    expect(replies.map(({ key }) => key)).toContain('conversation.short.canAdd');
    expect(replies.at(-1)?.options?.map((option) => option.say)).toEqual([
      '河东县城管局',
      '河东县公安局',
      '其他',
      '跳过',
    ]);
  });

  test('其他 asks for the words; every answer may be written instead of numbered', async () => {
    const world = buildWorld({ render });
    const { say, send } = buildTalk(world);
    await send(picture);
    expect(keysOf(await say('其他'))).toEqual(['short.write.unit']);
    expect(keysOf(await say('河东镇综合执法队'))).toEqual(['short.ask.received']);
    expect(keysOf(await say('3月1日'))).toEqual(['short.ask.paper']);
    expect(keysOf(await say('5'))).toEqual(['short.write.paper']);
    expect(keysOf(await say('行政处罚告知书'))).toEqual(['short.review.confidential']);
    await say('提交');
    expect(world.store.all()[0]?.facts).toEqual({
      actingUnit: '河东镇综合执法队',
      paper: '行政处罚告知书，3月1日收到',
    });
  });

  test('each question can be passed over, gone back to and asked about', async () => {
    const world = buildWorld({ entries: [buildEntry()] });
    const { say, send } = buildTalk(world);
    await send(picture);
    expect(keysOf(await say('跳过'))).toEqual(['short.ask.received']);
    expect(keysOf(await say('跳过'))).toEqual(['short.ask.paper']);
    expect(keysOf(await say('返回'))).toEqual(['short.ask.received']);
    expect(keysOf(await say('罚款不给票据怎么办？')).at(-1)).toBe('short.ask.received');
    await say('跳过');
    expect(keysOf(await say('跳过'))).toEqual(['short.review.confidential']);
    expect(keysOf(await say('提交'))).toEqual(['filed.complaint']);
    expect(world.store.all()[0]?.facts).toEqual({});
  });

  test('a second picture is counted without asking again, a story is read back', async () => {
    const world = buildWorld();
    const { say, send } = buildTalk(world);
    await send(picture);
    expect(keysOf(await send(picture))).toEqual(['form.evidence']);
    const telling =
      '昨天上午城管队员没有出示证件，就把我停在门口的三轮车拖走了，还要我当场交五百元，不给单子。';
    await say(telling);
    await say('跳过');
    await say('跳过');
    expect(keysOf(await say('跳过'))).toEqual(['review.complaint', 'ask.review.undecided']);
    await say('匿名');
    const filed = await say('提交');
    expect(filed.claimedMessageIds).toHaveLength(4);
    expect(world.store.all()[0]).toMatchObject({
      openness: 'anonymous',
      facts: { story: telling },
    });
  });

  test('投诉 goes on with every question, 取消 asks first, days later it is all still there', async () => {
    const world = buildWorld();
    const { say, send } = buildTalk(world);
    await send(picture);
    expect(keysOf(await say('取消'))).toEqual(['ask.cancel']);
    expect(keysOf(await say('否'))).toEqual(['form.goesOn', 'short.ask.unit']);
    wait(world, 30);
    expect(keysOf(await say('你好'))).toEqual([
      'whereWeWere.complaint',
      'form.hello',
      'short.ask.unit',
    ]);
    expect(keysOf(await say('投诉'))).toEqual(['ask.story.complaint']);
  });

  test('补充 gives the picture to an earlier ticket instead', async () => {
    const world = buildWorld();
    const { say, send } = buildTalk(world);
    await send(picture);
    await say('提交');
    await send(picture);
    const added = await say('补充');
    expect(keysOf(added)).toEqual(['supplement.added']);
    expect(added.claimedMessageIds).toEqual(['web-chat-m-person-1-3', 'web-chat-m-person-1-4']);
    expect(world.store.all()).toHaveLength(1);
  });
});
