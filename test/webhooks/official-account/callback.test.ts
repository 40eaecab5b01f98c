import { afterEach, describe, expect, it } from '@jest/globals';
import { itAnswersWithinTheRequest } from '../../contracts/callback-answers.ts';
import {
  buildCallback,
  buildEventFields,
  buildImageFields,
  buildTextFields,
  openReply,
  postCallback,
  readReplyText,
  testAccount,
} from '../../support/build-callback.ts';
import { cryptoPeers, signQuery } from '../../support/crypto-peers.ts';
import {
  type Answer,
  buildReceive,
  serveOfficialAccount,
} from '../../support/serve-official-account.ts';
import type { OfficialAccountOptions } from '../../../webhooks/official-account/index.ts';

let stop: (() => Promise<void>) | undefined;
afterEach(async () => stop?.());

async function serve(answer?: Answer, options?: Partial<OfficialAccountOptions>) {
  const walk = buildReceive(answer);
  const server = await serveOfficialAccount(walk.receive, options);
  stop = server.stop;
  return { ...walk, ...server, post: postCallback.bind(undefined, server.url) };
}

function buildUrlCheck(echostr: string): string {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = signQuery(testAccount.token, timestamp, 'n1');
  return new URLSearchParams({ signature, timestamp, nonce: 'n1', echostr }).toString();
}

describe('the URL check', () => {
  it('gives the echostr back as plain text', async () => {
    const { fetch } = await serve();
    const response = await fetch(
      `/webhooks/official-account?${buildUrlCheck('5837397576500011341')}`,
    );
    expect(await response.text()).toBe('5837397576500011341');
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('gives nothing back under a wrong signature', async () => {
    const { fetch } = await serve();
    const query = buildUrlCheck('<script>alert(1)</script>').replace(/signature=\w/, 'signature=x');
    const response = await fetch(`/webhooks/official-account?${query}`);
    expect(response.status).toBe(403);
    expect(await response.text()).toBe('');
  });
});

describe.each(cryptoPeers)('messages encrypted by $name', (peer) => {
  it('are handed to the walk and answered in an encrypted reply', async () => {
    const { post, handled } = await serve(({ content }) => `收到 ${content.kind}`);
    const response = await post(buildCallback(buildTextFields(), { peer }));
    expect(response.headers.get('content-type')).toContain('application/xml');
    const body = await response.text();
    expect(openReply(body, { peer })).toContain('<MsgType><![CDATA[text]]></MsgType>');
    expect(readReplyText(body)).toBe('收到 text');
    expect(handled).toMatchObject([{ content: { kind: 'text', text: '你好' } }]);
  });

  it.each([
    ['a picture', buildImageFields(), 'image'],
    ['an event', buildEventFields('subscribe'), 'event'],
    ['an unknown type', buildTextFields({ MsgType: 'hologram' }), 'unsupported'],
  ])('can be %s', async (_, fields, kind) => {
    const { post, handled } = await serve();
    const response = await post(buildCallback(fields, { peer }));
    expect(await response.text()).toBe('success');
    expect(handled).toMatchObject([{ content: { kind } }]);
  });
});

describe('answers', () => {
  itAnswersWithinTheRequest({
    account: testAccount,
    person: 'oTestPerson0000000000000001',
    nothing: 'success',
    serve: serveOfficialAccount,
    buildCallback: (fields) => buildCallback(buildTextFields(fields)),
    buildTap: (key, fields) =>
      buildCallback(buildEventFields('CLICK', { EventKey: key, ...fields })),
    path: '/webhooks/official-account',
  });

  it('are `success` for events that end at the edge', async () => {
    const { post, handled } = await serve(() => 'never said');
    const response = await post(buildCallback(buildEventFields('LOCATION', { Latitude: '23.1' })));
    expect(await response.text()).toBe('success');
    expect(handled).toEqual([]);
  });

  it('are sealed under the previous key while WeChat still uses it', async () => {
    const previous = { ...testAccount, aesKey: 'PreviousKeyPreviousKeyPreviousKeyPreviousKE' };
    const { post } = await serve(() => '好', {
      aesKeys: [testAccount.aesKey, previous.aesKey],
    });
    const old = await post(buildCallback(buildTextFields(), { account: previous }));
    expect(openReply(await old.text(), { account: previous })).toContain('好');
    const current = await post(buildCallback(buildTextFields()));
    expect(openReply(await current.text())).toContain('好');
  });
});

describe('the account that messages are for', () => {
  const other = { ...testAccount, originalId: 'gh_other' };
  const toOther = () =>
    buildCallback(buildTextFields({ ToUserName: 'gh_other' }), { account: other });

  it('is learnt from the first valid message, told once, then required', async () => {
    const learnt: string[] = [];
    const { post } = await serve(undefined, { onOriginalId: (id) => void learnt.push(id) });
    expect((await post(buildCallback(buildTextFields()))).status).toBe(200);
    expect((await post(buildCallback(buildTextFields()))).status).toBe(200);
    expect((await post(toOther())).status).toBe(403);
    expect(learnt).toEqual([testAccount.originalId]);
  });

  it('is required from the start when it is configured', async () => {
    const { post, handled } = await serve(undefined, { originalId: testAccount.originalId });
    expect((await post(toOther())).status).toBe(403);
    expect(handled).toEqual([]);
  });
});
