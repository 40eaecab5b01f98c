import { afterEach, describe, expect, it } from '@jest/globals';
import { itAnswersWithinTheRequest } from '../../contracts/callback-answers.ts';
import { type CallbackFields, postCallback, readReplyText } from '../../support/build-callback.ts';
import {
  appAccount,
  buildMemberEvent,
  buildMemberFields,
  buildUrlCheck,
  buildWecomCallback,
  testMember,
} from '../../support/build-wecom-callback.ts';
import { cryptoPeers } from '../../support/crypto-peers.ts';
import { type Answer, buildReceive } from '../../support/serve-official-account.ts';
import { serveWecom } from '../../support/serve-wecom.ts';
import { readSharedData } from '../../support/shared-data.ts';

const path = '/webhooks/wecom';
let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

async function serve(answer?: Answer, options: Parameters<typeof serveWecom>[1] = {}) {
  const walk = buildReceive(answer);
  const server = await serveWecom(walk.receive, options);
  stop = server.stop;
  const post = (fields: CallbackFields) =>
    postCallback(server.url, buildWecomCallback(fields), path);
  return { ...walk, ...server, post };
}

describe('the URL check', () => {
  it('gives the decrypted text back, and nothing around it (case 25)', async () => {
    const { fetch } = await serve();
    const response = await fetch(`${path}?${buildUrlCheck('1616140317555161061')}`);
    expect(await response.text()).toBe('1616140317555161061');
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('takes a plus that arrives as it is', async () => {
    const { fetch } = await serve();
    const withPlus = Array.from({ length: 50 }, () => buildUrlCheck('hello')).find((query) =>
      query.includes('%2B'),
    );
    const response = await fetch(`${path}?${withPlus?.replaceAll('%2B', '+')}`);
    expect(await response.text()).toBe('hello');
  });

  it('gives nothing back under a wrong signature, for another corporation, or in plain', async () => {
    const { fetch } = await serve();
    const other = { ...appAccount, id: 'wwOther' };
    for (const query of [
      buildUrlCheck('hello').replace(/msg_signature=\w/, 'msg_signature=x'),
      buildUrlCheck('hello', { account: other }),
      'echostr=%3Cscript%3E',
    ]) {
      const response = await fetch(`${path}?${query}`);
      expect(response.status).toBe(403);
      expect(await response.text()).toBe('');
    }
  });
});

const vectors = readSharedData('vectors/wxbizmsgcrypt.json');
const describeVectors = vectors === undefined ? describe.skip : describe;

const at = (seconds: string) => ({ now: () => new Date(Number(seconds) * 1000) });

describeVectors('the official vectors', () => {
  it('open the URL check and the message of the document', async () => {
    const { wecomUrl, wecomMsg } = JSON.parse(vectors ?? '{}');
    const account = { token: wecomUrl.token, aesKeys: [wecomUrl.key], corpId: wecomUrl.corpId };
    const check = await serve(undefined, { ...account, ...at(wecomUrl.ts) });
    const { ts: timestamp, nonce, sig: msg_signature, enc: echostr } = wecomUrl;
    const query = new URLSearchParams({ timestamp, nonce, msg_signature, echostr }).toString();
    expect(await (await check.fetch(`${path}?${query}`)).text()).toBe(wecomUrl.plain);
    await check.stop();

    const walk = await serve(undefined, { ...account, agentId: 218, ...at(wecomMsg.ts) });
    const callback = {
      query: { timestamp: wecomMsg.ts, nonce: wecomMsg.nonce, msg_signature: wecomMsg.sig },
      body: `<xml><Encrypt><![CDATA[${wecomMsg.enc}]]></Encrypt></xml>`,
    };
    expect((await postCallback(walk.url, callback, path)).status).toBe(200);
    expect(walk.handled).toMatchObject([
      { id: 'wecom-m-4561255354251345929', content: { kind: 'text', text: 'hello' } },
    ]);
  });
});

describe.each(cryptoPeers)('messages encrypted by $name', (peer) => {
  it('are handed to the walk', async () => {
    const { url, handled } = await serve(() => '好');
    const callback = buildWecomCallback(buildMemberFields(), { peer });
    const response = await postCallback(url, callback, path);
    expect(readReplyText(await response.text(), appAccount)).toBe('好');
    expect(handled).toMatchObject([{ content: { kind: 'text', text: '你好' } }]);
  });
});

describe('answers', () => {
  itAnswersWithinTheRequest({
    path,
    account: appAccount,
    person: testMember,
    nothing: '',
    serve: serveWecom,
    buildCallback: (fields) => buildWecomCallback(buildMemberFields(fields)),
    buildTap: (key, fields) =>
      buildWecomCallback(buildMemberEvent('click', { EventKey: key, ...fields })),
  });
});

describe('whom messages are for', () => {
  it('must be this corporation and this app (case 24)', async () => {
    const { post, handled } = await serve();
    expect((await post(buildMemberFields({ ToUserName: 'wwOther' }))).status).toBe(403);
    expect((await post(buildMemberFields({ AgentID: '7' }))).status).toBe(403);
    expect(handled).toEqual([]);
  });

  it('need not be named as an app in events about the corporation', async () => {
    const { AgentID: _, ...event } = buildMemberEvent('change_contact');
    const { post, handled } = await serve();
    expect((await post(event)).status).toBe(200);
    expect(handled).toEqual([]);
  });
});

describe('a pressed button', () => {
  const press = buildMemberEvent('template_card_event', {
    EventKey: '接收 2612345678',
    TaskId: 'task-1',
    CardType: 'button_interaction',
    ResponseCode: 'code-1',
  });

  it('says what its key holds, and has its buttons taken off', async () => {
    const { post, handled, usedCards } = await serve();
    await post(press);
    expect(handled).toMatchObject([{ content: { kind: 'text', text: '接收 2612345678' } }]);
    expect(usedCards).toEqual([{ userId: testMember, responseCode: 'code-1' }]);
  });

  it('is not taken when it could not be stored', async () => {
    const server = await serveWecom(async () => {
      throw new Error('no database');
    });
    stop = server.stop;
    const response = await postCallback(server.url, buildWecomCallback(press), path);
    expect(response.status).toBe(503);
    expect(server.usedCards).toEqual([]);
  });
});
