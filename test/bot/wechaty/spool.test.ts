import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { HandedMessage } from '../../../bot/wechaty/protocol.ts';
import { createSpool } from '../../../bot/wechaty/spool.ts';
import { makeDataDir } from '../../support/duxin-process.ts';

const oldKey = Buffer.alloc(32, 1);
const newKey = Buffer.alloc(32, 2);
const buildHanded = (message: Partial<HandedMessage> = {}): HandedMessage => ({
  id: 'one',
  contactId: 'wxid_zhang',
  sentAtMs: 1000,
  heardAtMs: 1000,
  accountId: 'ours',
  content: { kind: 'text', text: '罚款没有收据' },
  ...message,
});

describe('what waits between child and parent', () => {
  let folder: string;
  let data: ReturnType<typeof makeDataDir>;
  beforeEach(() => {
    data = makeDataDir();
    folder = join(data.path, 'spool');
  });
  afterEach(() => data.remove());

  test('comes again after a restart, oldest first, until it is taken', async () => {
    const spool = createSpool(folder, [oldKey]);
    await spool.prepare();
    await spool.writeMessage(buildHanded({ id: 'two', sentAtMs: 2000 }));
    await spool.writeMessage(buildHanded());
    await spool.writeMedia('one', Buffer.from('picture'));
    const next = createSpool(folder, [oldKey]);
    expect((await next.listLeft()).map(({ id }) => id)).toEqual(['one', 'two']);
    expect((await next.readMedia('one'))?.toString()).toBe('picture');
    await next.remove('one');
    expect((await next.listLeft()).map(({ id }) => id)).toEqual(['two']);
    expect(await next.readMedia('one')).toBeUndefined();
  });

  test('opens under a key that was replaced, and is removed under it', async () => {
    const before = createSpool(folder, [oldKey]);
    await before.prepare();
    await before.writeMessage(buildHanded());
    const after = createSpool(folder, [newKey, oldKey]);
    expect(await after.listLeft()).toHaveLength(1);
    await after.remove('one');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is sealed, for the owner only, under names that say nothing', async () => {
    const spool = createSpool(folder, [oldKey]);
    await spool.prepare();
    await spool.writeMessage(buildHanded());
    const [name = ''] = readdirSync(folder);
    const path = join(folder, name);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path).includes('wxid_zhang')).toBe(false);
    expect(name).not.toContain('one');
  });

  test('leaves out what was only being written, or is under an unknown key', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'x.message.draft'), 'half');
    await createSpool(folder, [newKey]).writeMessage(buildHanded());
    const spool = createSpool(folder, [oldKey]);
    await spool.prepare();
    expect(await spool.listLeft()).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(1);
  });
});
