import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  loadKeyFile,
  loadOrCreateKeyFile,
  newMasterKey,
  saveKeyFile,
} from '../../../platform/seal/index.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duxin-key-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the key file', () => {
  test('is made once, for its owner alone, and read again later', async () => {
    const path = join(folder, 'new', 'secret.key');
    const [key, ...others] = await loadOrCreateKeyFile(path);
    expect(key).toHaveLength(32);
    expect(others).toEqual([]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await loadOrCreateKeyFile(path)).toEqual([key]);
    expect(await readdir(join(folder, 'new'))).toEqual(['secret.key']);
  });

  test('is the same for all who start at once', async () => {
    const path = join(folder, 'secret.key');
    const keys = await Promise.all(Array.from({ length: 10 }, () => loadOrCreateKeyFile(path)));
    expect(new Set(keys.map((found) => found[0]?.toString('hex'))).size).toBe(1);
  });

  test('holds a new key before the previous ones', async () => {
    const path = join(folder, 'secret.key');
    const [before] = await loadOrCreateKeyFile(path);
    const next = newMasterKey();
    await saveKeyFile(path, [next, ...(before === undefined ? [] : [before])]);
    expect(await loadKeyFile(path)).toEqual([next, before]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['', 'empty'],
    ['c2hvcnQ=\n', 'too short'],
    ['not base64 at all\n', 'no key'],
  ])('is refused as %j (%s), by name and without its words', async (content) => {
    const path = join(folder, 'secret.key');
    await writeFile(path, content);
    const loading = loadOrCreateKeyFile(path);
    await expect(loading).rejects.toMatchObject({ code: 'key_file_invalid' });
    await expect(loading).rejects.toThrow(path);
    expect(await readFile(path, 'utf8')).toBe(content);
  });
});
