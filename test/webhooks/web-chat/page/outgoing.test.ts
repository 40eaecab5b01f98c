import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  createOutgoing,
  type OutgoingItem,
  type SendResult,
} from '../../../../webhooks/web-chat/page/outgoing.ts';

function buildKeep(entries: readonly (readonly [string, string])[] = []) {
  const kept = new Map(entries);
  return {
    kept,
    get: (name: string) => kept.get(name),
    set: (name: string, value: string) => void kept.set(name, value),
    remove: (name: string) => void kept.delete(name),
    names: () => [...kept.keys()],
  };
}

function buildQueue(results: readonly SendResult[] = [], keep = buildKeep()) {
  const tries: string[] = [];
  const waits: number[] = [];
  let shown: readonly OutgoingItem[] = [];
  const left = [...results];
  const outgoing = createOutgoing({
    keep,
    async send({ id }) {
      tries.push(id);
      return left.shift() ?? { kind: 'taken' };
    },
    onChange: (items) => (shown = items),
    onTaken: () => undefined,
    onWait: (waitMs) => waits.push(waitMs),
    pause: async () => undefined,
  });
  const add = (id: string, atMs = 0) => outgoing.add({ id, kind: 'text', text: `说${id}`, atMs });
  return { outgoing, add, tries, waits, keep, shown: () => shown };
}

describe('the queue of what is to be sent', () => {
  it('keeps an item on the device until the conversation shows it', async () => {
    const { outgoing, add, keep, shown } = buildQueue();
    add('a');
    await outgoing.flush();
    expect(shown()).toMatchObject([{ id: 'a', state: 'taken' }]);
    expect(keep.names()).toEqual(['a']);
    outgoing.settle('a');
    expect(shown()).toEqual([]);
    expect(keep.names()).toEqual([]);
  });

  it('sends after a reload what was still waiting, under the same keys and in order', async () => {
    const before = buildQueue();
    before.add('second', 2);
    before.add('first', 1);
    const after = buildQueue([], before.keep);
    await after.outgoing.flush();
    expect(after.tries).toEqual(['first', 'second']);
  });

  it('does not send again what the server has', async () => {
    const before = buildQueue();
    before.add('a');
    await before.outgoing.flush();
    const after = buildQueue([], before.keep);
    await after.outgoing.flush();
    expect(after.tries).toEqual([]);
    expect(after.shown()).toMatchObject([{ id: 'a', state: 'taken' }]);
  });

  it('takes what it keeps for an own item only when it is one', () => {
    const keep = buildKeep([
      ['x', 'no json'],
      ['y', '{"id":7}'],
      ['z', '{"id":"z","kind":"text","text":"好","atMs":1,"state":"elsewhere"}'],
    ]);
    expect(buildQueue([], keep).shown()).toEqual([]);
  });

  it('says how long the server asked it to wait', async () => {
    const { outgoing, add, waits, tries } = buildQueue([{ kind: 'later', waitMs: 7000 }]);
    add('a');
    await outgoing.flush();
    expect(waits).toEqual([7000]);
    expect(tries).toEqual(['a', 'a']);
  });

  it('goes on with the next when one was refused, and keeps the reason', async () => {
    const { outgoing, add, shown } = buildQueue([{ kind: 'refused', reason: 'file_too_large' }]);
    add('a');
    add('b');
    await outgoing.flush();
    expect(shown()).toMatchObject([
      { id: 'a', state: 'refused', reason: 'file_too_large' },
      { id: 'b', state: 'taken' },
    ]);
  });

  it('keeps what waits for a new conversation, and nothing that the old one had', async () => {
    const { outgoing, add, shown } = buildQueue();
    add('taken');
    await outgoing.flush();
    add('waiting');
    outgoing.reset(false);
    expect(shown()).toMatchObject([{ id: 'waiting' }]);
    outgoing.reset(true);
    expect(shown()).toEqual([]);
  });

  it('takes every item in the order of writing, whatever fails on the way and however often it is flushed', async () => {
    const later = fc.constant<SendResult>({ kind: 'later' });
    const taken = fc.constant<SendResult>({ kind: 'taken' });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(later, taken), { maxLength: 30 }),
        fc.integer({ min: 1, max: 8 }),
        async (results, count) => {
          const { outgoing, add, tries, shown } = buildQueue(results);
          const ids = Array.from({ length: count }, (_, index) => `message-${index}`);
          ids.forEach((id, index) => add(id, index));
          await Promise.all([outgoing.flush(), outgoing.flush(), outgoing.flush()]);
          expect(tries.filter((id, index) => tries[index - 1] !== id)).toEqual(ids);
          expect(shown().map(({ state }) => state)).toEqual(ids.map(() => 'taken'));
        },
      ),
    );
  });
});
