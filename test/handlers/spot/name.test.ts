import { describe, expect, test } from '@jest/globals';
import { isName } from '../../../handlers/spot/index.ts';
import { buildTalk, buildWorld, keysOf } from '../../support/build-turn.ts';

describe('an answer to who is to be reached', () => {
  test.each(['王小明', '李女士', '欧阳春', '陳大文', '老李', '阿芳', '古丽·买买提', 'Mary Chen'])(
    'is a name: %s',
    (word) => expect(isName(word, false)).toBe(true),
  );

  test.each([
    '随便',
    '隨便',
    '不知道',
    '都行',
    '你们看着办',
    '谢谢',
    '方便',
    '何必呢',
    '没意见',
    '再说吧',
    '他们又来了',
    '城管又来砸摊子',
    'whatever',
    "don't ask",
    'ok',
  ])('is no name: %s', (word) => expect(isName(word, false)).toBe(false));

  test('is a name with a rare surname where it was announced', () => {
    expect(isName('佴小明', false)).toBe(false);
    expect(isName('佴小明', true)).toBe(true);
  });

  test('that is none is asked for again, a telling among them is kept in the story', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await talk.say('投诉');
    await talk.say('城管队员没有出示证件，就把我的三轮车拖走了。');
    while (talk.state().form?.asking !== 'contact') await talk.say('跳过');
    expect(keysOf(await talk.say('随便'))).toEqual(['form.unclear', 'ask.contact']);
    expect(world.draftContacts.size).toBe(0);
    await talk.say('他们昨天下午又来了，把秤也拿走了');
    expect(talk.state().form?.facts.story).toContain('把秤也拿走了');
    await talk.say('我叫佴小明');
    expect(world.draftContacts.get('person-1')).toEqual({ name: '佴小明' });
  });
});
