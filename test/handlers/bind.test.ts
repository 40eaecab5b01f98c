import { describe, expect, test } from '@jest/globals';
import type { Joined } from '../../people/index.ts';
import { buildTalk, buildWorld, keysOf, wait } from '../support/build-turn.ts';

/** A world in which joining ends as given; what was issued, weighed, joined and told can be looked at. */
function buildBindingWorld(joined: Joined) {
  const issued: string[] = [];
  const weighed: string[] = [];
  const tried: string[] = [];
  const told: string[] = [];
  const world = buildWorld();
  const binding = {
    bindings: {
      issue: async ({ codeHash }: { readonly codeHash: string }) => void issued.push(codeHash),
      async weigh(codeHash: string) {
        weighed.push(codeHash);
        return joined;
      },
      async join(codeHash: string) {
        tried.push(codeHash);
        return joined;
      },
    },
    newCode: () => 'ABCD2345',
    tellJoined: async (personId: string, channel: string) =>
      void told.push(`${personId} ${channel}`),
  };
  return { world: { ...world, ports: { ...world.ports, binding } }, issued, weighed, tried, told };
}

const good: Joined = { kind: 'joined', into: 'person-9', channel: 'official-account' };

describe('绑定', () => {
  test('shows a code that only the person sees', async () => {
    const { world, issued } = buildBindingWorld(good);
    const said = await buildTalk(world).say('绑定');
    expect(said.replies).toEqual([
      { key: 'conversation.bind.code', secrets: { code: 'ABCD2345' } },
    ]);
    expect(issued).toEqual(['binding ABCD2345']);
    expect(JSON.stringify(said.state)).not.toContain('ABCD2345');
  });

  test('with the code asks, in every script, and joins and tells the other channel once it is said to be one’s own', async () => {
    for (const text of ['绑定 ABCD2345', '綁定：ABCD2345', 'bind ABCD2345']) {
      const { world, tried, told } = buildBindingWorld(good);
      const talk = buildTalk(world);
      expect(keysOf(await talk.say(text))).toEqual(['bind.sure']);
      expect(tried).toEqual([]);
      expect(keysOf(await talk.say('是'))).toEqual(['bind.joined']);
      expect(tried).toEqual(['binding ABCD2345']);
      expect(told).toEqual(['person-9 official-account']);
    }
  });

  test('joins nothing for who says that somebody else gave the code, or speaks of something else', async () => {
    for (const [text, key] of [
      ['不是', 'bind.left'],
      ['投诉', 'ask.story.complaint'],
    ] as const) {
      const { world, tried, told } = buildBindingWorld(good);
      const talk = buildTalk(world);
      await talk.say('绑定 ABCD2345');
      expect(keysOf(await talk.say(text))).toContain(key);
      await talk.say('是');
      expect([tried, told]).toEqual([[], []]);
    }
  });

  test('a draft here is not given up for another: nothing is joined', async () => {
    const { world, weighed } = buildBindingWorld(good);
    const talk = buildTalk(world);
    await talk.say('投诉');
    expect(keysOf(await talk.say('绑定 ABCD2345'))[0]).toBe('bind.draftHere');
    expect(weighed).toEqual([]);
    expect(keysOf(await talk.say('绑定'))[0]).toBe('bind.code');
    expect(talk.state().form?.asking).toBe('story');
  });

  test('after five wrong codes none is tried for an hour', async () => {
    const { world, weighed } = buildBindingWorld({ kind: 'unknown' });
    const talk = buildTalk(world);
    for (let n = 0; n < 5; n += 1) {
      expect(keysOf(await talk.say(`绑定 ABCD000${n}`))).toEqual(['bind.unknown']);
    }
    expect(keysOf(await talk.say('绑定 ABCD2345'))).toEqual(['bind.tooMany']);
    expect(weighed).toHaveLength(5);
    wait(world, 2);
    await talk.say('绑定 ABCD2345');
    expect(weighed).toHaveLength(6);
  });

  test('its own code and a second account of the same channel are refused in so many words', async () => {
    for (const kind of ['own', 'same_channel'] as const) {
      const talk = buildTalk(buildBindingWorld({ kind }).world);
      expect(keysOf(await talk.say('绑定 ABCD2345'))).toEqual([`bind.${kind}`]);
    }
  });
});
