import { describe, expect, test } from '@jest/globals';
import { readCallTime } from '../../handlers/call-time.ts';
import { createOfficeHours } from '../../bot/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { toDayStart, toShanghaiDay } from '../../tickets/index.ts';
import { buildTalk, buildWorld, keysOf } from '../support/build-turn.ts';

const hours = createOfficeHours({
  isWorkingDay: (at) => ![6, 0].includes(new Date(at.getTime() + 8 * 3_600_000).getUTCDay()),
  toDayStart: (at) => toDayStart(toShanghaiDay(at)),
});
/** A Monday, 9:30 in Shanghai. */
const monday = new Date('2026-03-02T01:30:00Z');
/** The Friday before it, 17:00. */
const friday = new Date('2026-02-27T09:00:00Z');

const said = [
  ['尽快', monday, '2026-03-02T01:30:00.000Z', 'soon'],
  ['下午', monday, '2026-03-02T06:00:00.000Z', 'afternoon'],
  ['上午', monday, '2026-03-02T01:30:00.000Z', 'morning'],
  ['明天上午', monday, '2026-03-03T01:00:00.000Z', 'morning'],
  ['明天下午3点半', monday, '2026-03-03T07:30:00.000Z', 'exact'],
  ['后天十点', monday, '2026-03-04T02:00:00.000Z', 'exact'],
  ['下午兩點', monday, '2026-03-02T06:00:00.000Z', 'exact'],
  ['上午', friday, '2026-03-02T01:00:00.000Z', 'morning'],
  ['下午', friday, '2026-03-02T06:00:00.000Z', 'afternoon'],
  ['明天下午', friday, '2026-03-02T06:00:00.000Z', 'afternoon'],
] as const;

describe('when a person may be rung', () => {
  test.each(said)('%s, said at %s, is within office hours', (text, at, due, part) => {
    const time = readCallTime(fold(text), at, hours);
    expect([time?.at.toISOString(), time?.part]).toEqual([due, part]);
  });

  test('a time outside office hours moves to the next opening', () => {
    const time = readCallTime('下午9点', monday, hours);
    expect(time?.at.toISOString()).toBe('2026-03-03T01:00:00.000Z');
  });

  test.each(['你们那边天气怎么样', '三个人', '25点'])('%s is no time', (text) => {
    expect(readCallTime(text, monday, hours)).toBeUndefined();
  });
});

describe('打电话', () => {
  test('asks when and on which number, and books the call with the open ticket', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    for (const words of ['投诉', '检查没有出示证件。', '提交']) await talk.say(words);
    expect(keysOf(await talk.say('打电话'))).toEqual(['callBack.when']);
    expect(keysOf(await talk.say('1'))).toEqual(['callBack.number']);
    expect(keysOf(await talk.say('没有'))).toEqual(['callBack.numberUnclear']);
    expect(keysOf(await talk.say('13800001234'))).toEqual(['callBack.booked.soon']);
    expect(world.callBacks).toEqual([
      {
        key: expect.any(String),
        personId: 'person-1',
        ticketId: world.store.all()[0]?.id,
        dueAt: world.clock.now,
        phone: '13800001234',
      },
    ]);
  });

  test('inside a form, the form’s question comes again afterwards and nothing of the call is an answer', async () => {
    const world = buildWorld();
    world.contacts.set('person-1', { phone: '13800001234' });
    const talk = buildTalk(world);
    await talk.say('投诉');
    await talk.say('检查没有出示证件。');
    const { form } = talk.state();
    await talk.say('打电话');
    expect(keysOf(await talk.say('说不好'))).toEqual(['callBack.whenUnclear']);
    expect(keysOf(await talk.say('下午'))).toEqual(['callBack.whichNumber']);
    const booked = keysOf(await talk.say('1'));
    expect(booked).toEqual(['callBack.booked.afternoon', `ask.${form?.asking}`]);
    expect(talk.state().form).toEqual(form);
    expect(world.callBacks).toHaveLength(1);
  });

  test('is given up by a word', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await talk.say('打电话');
    expect(keysOf(await talk.say('取消'))).toEqual(['callBack.notBooked']);
    expect(world.callBacks).toEqual([]);
  });
});
