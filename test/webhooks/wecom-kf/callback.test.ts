import { afterEach, describe, expect, it } from '@jest/globals';
import { type CallbackFields, postCallback } from '../../support/build-callback.ts';
import {
  buildKfCallback,
  buildKfFields,
  buildUrlCheck,
  kfAccount,
} from '../../support/build-wecom-callback.ts';
import { cryptoPeers } from '../../support/crypto-peers.ts';
import { testCorp } from '../../support/fake-wecom.ts';
import { serveWecomKf } from '../../support/serve-wecom.ts';

const path = '/webhooks/wecom-kf';
let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

async function serve(options: Parameters<typeof serveWecomKf>[0] = {}) {
  const server = await serveWecomKf(options);
  stop = server.stop;
  const post = (fields: CallbackFields) => postCallback(server.url, buildKfCallback(fields), path);
  return { ...server, post };
}

describe('the URL check', () => {
  it('gives the decrypted text back, and nothing under a wrong signature', async () => {
    const { fetch } = await serve();
    const query = buildUrlCheck('1616140317555161061', { account: kfAccount });
    expect(await (await fetch(`${path}?${query}`)).text()).toBe('1616140317555161061');
    const forged = await fetch(`${path}?${query.replace(/msg_signature=\w/, 'msg_signature=x')}`);
    expect([forged.status, await forged.text()]).toEqual([403, '']);
  });
});

describe.each(cryptoPeers)('the word that messages wait, encrypted by $name', (peer) => {
  it('makes the account known, is acknowledged with nothing, and has the account read', async () => {
    const noted: string[] = [];
    const server = await serve({ cursors: { note: async (id) => void noted.push(id) } });
    const callback = buildKfCallback(buildKfFields(), { peer });
    const response = await postCallback(server.url, callback, path);
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(noted).toEqual([testCorp.accounts[0]]);
    expect(server.pulls).toEqual([
      { openKfId: testCorp.accounts[0], token: 'tokenOfThisCallback' },
    ]);
  });
});

describe('the callback', () => {
  it('is not acknowledged when the account could not be stored', async () => {
    const { post, pulls } = await serve({
      cursors: {
        note: async () => {
          throw new Error('no database');
        },
      },
    });
    expect((await post(buildKfFields())).status).toBe(503);
    expect(pulls).toEqual([]);
  });

  it('of another corporation is refused, and other events are passed over', async () => {
    const { post, pulls } = await serve();
    expect((await post(buildKfFields({ ToUserName: 'wwOther' }))).status).toBe(403);
    expect((await post(buildKfFields({ Event: 'kf_account_auth_change' }))).status).toBe(200);
    expect(pulls).toEqual([]);
  });

  it('replayed within its minutes only has the account read again', async () => {
    const { url, pulls } = await serve();
    const callback = buildKfCallback(buildKfFields());
    const responses = await Promise.all(
      Array.from({ length: 20 }, () => postCallback(url, callback, path)),
    );
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]));
    expect(pulls).toHaveLength(20);
  });
});
