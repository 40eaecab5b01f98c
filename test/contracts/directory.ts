import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Address, Directory } from '../../bot/index.ts';

const address: Address = { channel: 'official-account', userId: 'oCanaryOpenId01' };
const now = new Date('2026-03-02T02:00:00.000Z');

/** What every Directory does. `create` gives an empty one for each test; `open` another of the same people. */
export function itBehavesLikeADirectory(
  create: () => Promise<Directory>,
  open: () => Directory,
): void {
  describe('a directory', () => {
    let directory: Directory;
    beforeEach(async () => {
      directory = await create();
    });

    test('names the same person at every call, in every process', async () => {
      const personId = await directory.identify(address);
      expect(await directory.identify(address)).toBe(personId);
      expect(await open().identify(address)).toBe(personId);
    });

    test('makes one person of many parallel first messages', async () => {
      const processes = [directory, open(), open()];
      const calls = Array.from({ length: 20 }, () => processes.map((it) => it.identify(address)));
      const ids = await Promise.all(calls.flat());
      expect(new Set(ids).size).toBe(1);
    });

    test('tells people apart by channel and by user', async () => {
      const ids = await Promise.all([
        directory.identify(address),
        directory.identify({ ...address, channel: 'web-chat' }),
        directory.identify({ ...address, userId: 'oSomeoneElse' }),
      ]);
      expect(new Set(ids).size).toBe(3);
    });

    test('gives ids that tell nothing of the address', async () => {
      expect(await directory.identify(address)).not.toContain('Canary');
    });

    test('opens the address of a person, and nothing of a stranger', async () => {
      const personId = await directory.identify(address);
      expect(await directory.open(personId)).toEqual([address]);
      expect(await directory.open('nobody')).toEqual([]);
    });

    test('leaves out an address that was unbound until it is used again', async () => {
      const personId = await directory.identify(address);
      await directory.touch(personId, address.channel, now);
      await directory.unbind(personId, address.channel);
      expect(await directory.open(personId)).toEqual([]);
      expect(await directory.identify(address)).toBe(personId);
      await directory.touch(personId, address.channel, now);
      expect(await directory.open(personId)).toEqual([address]);
    });

    test('leaves the address alone when another channel is unbound or used', async () => {
      const personId = await directory.identify(address);
      await directory.unbind(personId, 'web-chat');
      await directory.touch(personId, 'web-chat', now);
      expect(await directory.open(personId)).toEqual([address]);
    });
  });
}
