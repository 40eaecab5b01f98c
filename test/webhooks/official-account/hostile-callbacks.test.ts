import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  buildCallback,
  buildTextFields,
  type Callback,
  postCallback,
  testAccount,
  toEnvelope,
  toMessageXml,
} from '../../support/build-callback.ts';
import { cryptoPeers, type PeerAccount, signQuery } from '../../support/crypto-peers.ts';
import { buildReceive, serveOfficialAccount } from '../../support/serve-official-account.ts';

const walk = buildReceive(() => '好');
let server: Awaited<ReturnType<typeof serveOfficialAccount>>;

beforeAll(async () => {
  server = await serveOfficialAccount(walk.receive);
});
afterAll(() => server.stop());
beforeEach(() => {
  walk.handled.length = 0;
});

const path = '/webhooks/official-account';

function withQuery(
  callback: Callback,
  query: Readonly<Record<string, string | undefined>>,
): Callback {
  const entries = Object.entries({ ...callback.query, ...query });
  const kept = entries.filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...callback, query: Object.fromEntries(kept) };
}

/** Signs any ciphertext rightly, so that only what is inside it is wrong. */
function signEncrypted(encrypted: string, account: PeerAccount = testAccount): Callback {
  const callback = buildCallback(buildTextFields());
  const { timestamp = '', nonce = '' } = callback.query;
  const msg_signature = cryptoPeers[0]?.sign(account, timestamp, nonce, encrypted) ?? '';
  return { ...withQuery(callback, { msg_signature }), body: toEnvelope(encrypted) };
}

/** How a callback fared: the status, the problem's code if there is one, and what reached the walk. */
async function judge(callback: Callback) {
  const response = await postCallback(server.url, callback);
  const body = await response.text();
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
  const said: unknown = isProblem ? JSON.parse(body).code : body;
  return { status: response.status, said, handled: walk.handled.length };
}

const forged = { status: 403, said: '', handled: 0 };
const malformed = { status: 400, said: 'request_invalid', handled: 0 };
const tooLarge = { status: 413, said: 'request_too_large', handled: 0 };
const accepted = { status: 200, said: expect.stringContaining('<Encrypt>'), handled: 1 };

const text = () => buildCallback(buildTextFields());
const encryptText = () =>
  cryptoPeers[0]?.encrypt(testAccount, toMessageXml(buildTextFields())) ?? '';

describe('signatures (cases 1 to 3)', () => {
  it.each<[string, (right: string) => string | undefined]>([
    ['wrong', (right) => right.replace(/^./, (first) => (first === '0' ? '1' : '0'))],
    ['missing', () => undefined],
    ['39 characters', (right) => right.slice(1)],
    ['upper-case', (right) => `${right.slice(0, -1)}F`.toUpperCase()],
  ])('that are %s are refused', async (_, change) => {
    const callback = text();
    const { signature = '', msg_signature = '' } = callback.query;
    expect(await judge(withQuery(callback, { signature: change(signature) }))).toEqual(forged);
    expect(await judge(withQuery(callback, { msg_signature: change(msg_signature) }))).toEqual(
      forged,
    );
  });

  it('with a parameter twice are refused', async () => {
    const { query, body } = text();
    const response = await server.fetch(
      `${path}?${new URLSearchParams(query).toString()}&nonce=b`,
      {
        method: 'POST',
        body,
      },
    );
    expect(response.status).toBe(400);
  });

  it('cannot be evaded by falling back to plain mode', async () => {
    const callback = withQuery(text(), { encrypt_type: undefined, msg_signature: undefined });
    expect(await judge({ ...callback, body: toMessageXml(buildTextFields()) })).toEqual(forged);
    expect(await judge(withQuery(text(), { encrypt_type: 'raw' }))).toEqual(forged);
  });
});

describe('envelopes (cases 4, 5, 13, 14, 17)', () => {
  it('with plain fields beside Encrypt count for nothing but Encrypt', async () => {
    const callback = text();
    const forgery = '<FromUserName>oForged</FromUserName><Content>forged</Content><Encrypt>';
    expect(await judge({ ...callback, body: callback.body.replace('<Encrypt>', forgery) })).toEqual(
      accepted,
    );
    expect(walk.handled).toMatchObject([{ from: { userId: 'oTestPerson0000000000000001' } }]);
  });

  it('with two Encrypt are refused', async () => {
    const callback = text();
    const twice = callback.body.replace('<Encrypt>', '<Encrypt>abc</Encrypt><Encrypt>');
    expect(await judge({ ...callback, body: twice })).toEqual(malformed);
  });

  it.each([
    ['a document type', '<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
    ['an entity bomb', `<!DOCTYPE xml [<!ENTITY x "${'a'.repeat(10_000)}">]>`],
    ['text in front', 'x'],
  ])('with %s are refused', async (_, prefix) => {
    const callback = text();
    expect(await judge({ ...callback, body: prefix + callback.body })).toEqual(malformed);
  });

  it.each([
    ['JSON', '{"Encrypt":"abc"}', malformed],
    ['nothing', '', malformed],
    ['7,800 elements', `<xml>${'<a>1</a>'.repeat(7_800)}</xml>`, malformed],
    ['a depth of 5,000', `<xml>${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}</xml>`, malformed],
    ['130,000 elements', `<xml>${'<a>1</a>'.repeat(130_000)}</xml>`, tooLarge],
    ['a million references', `<xml>${'&#65;'.repeat(1_000_000)}</xml>`, tooLarge],
  ])('of %s are refused', async (_, body, expected) => {
    expect(await judge({ ...text(), body })).toEqual(expected);
  });

  it('of invalid UTF-8 are refused', async () => {
    const { query, body } = text();
    const response = await server.fetch(`${path}?${new URLSearchParams(query).toString()}`, {
      method: 'POST',
      body: Buffer.concat([Buffer.from(body.slice(0, -6)), Buffer.from([0xff, 0xfe])]),
    });
    expect(response.status).toBe(400);
  });
});

describe('time (case 6)', () => {
  it.each([
    ['a day old', -86_400_000],
    ['an hour ahead', 3_600_000],
  ])('stamps %s are refused', async (_, offsetMs) => {
    const now = new Date(Date.now() + offsetMs);
    expect(await judge(buildCallback(buildTextFields(), { now }))).toEqual(forged);
  });

  it.each(['', 'abc', '1e9', '-1', '99999999999'])(
    'stamps like "%s" are refused',
    async (timestamp) => {
      const nonce = 'n1';
      const signature = signQuery(testAccount.token, timestamp, nonce);
      expect(await judge(withQuery(text(), { timestamp, nonce, signature }))).toEqual(forged);
    },
  );
});

describe('ciphertexts (cases 8 to 12)', () => {
  it('of another app under the same key are refused', async () => {
    const other = { ...testAccount, id: 'wxffffffffffffffff' };
    expect(await judge(buildCallback(buildTextFields(), { account: other }))).toEqual(forged);
  });

  it('under another key are refused', async () => {
    const other = { ...testAccount, aesKey: 'AnotherKeyAnotherKeyAnotherKeyAnotherKeyAnE' };
    expect(await judge(buildCallback(buildTextFields(), { account: other }))).toEqual(forged);
  });

  it('that lost their last block, or bytes of it, are refused', async () => {
    const bytes = Buffer.from(encryptText(), 'base64');
    expect(await judge(signEncrypted(bytes.subarray(0, -16).toString('base64')))).toEqual(forged);
    expect(await judge(signEncrypted(bytes.subarray(0, -5).toString('base64')))).toEqual(forged);
  });

  it('whose last byte was flipped are refused', async () => {
    const bytes = Buffer.from(encryptText(), 'base64');
    bytes.writeUInt8((bytes.at(-1) ?? 0) ^ 1, bytes.length - 1);
    expect(await judge(signEncrypted(bytes.toString('base64')))).toEqual(forged);
  });

  it.each([
    ['empty', ''],
    ['no base64', '!'.repeat(64)],
    ['short', 'AAAA'],
    ['random', Buffer.alloc(96, 5).toString('base64')],
  ])('that are %s are refused', async (_, encrypted) => {
    expect(await judge(signEncrypted(encrypted))).toEqual(forged);
  });
});

describe('decrypted messages (cases 13 to 16)', () => {
  const base = toMessageXml(buildTextFields());
  const insert = (xml: string) => base.replace('</xml>', `${xml}</xml>`);

  it.each([
    ['a document type', `<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]>${base}`],
    ['__proto__', insert('<__proto__><admin>1</admin></__proto__>')],
    ['constructor', insert('<constructor>1</constructor>')],
    ['FromUserName twice', insert('<FromUserName>oOther</FromUserName>')],
    ['an element where text is due', base.replace('你好', ']]><b>1</b><![CDATA[')],
    ['an unclosed element', insert('<a>')],
    ['no sender', base.replaceAll('FromUserName', 'FromNobody')],
    ['a strange sender', base.replace('oTestPerson0000000000000001', '$where: 1')],
    ['a number for an id that is none', base.replace(/<MsgId>\d+/, '<MsgId>12ab')],
    ['JSON', '{"xml":{}}'],
  ])('with %s are refused', async (_, xml) => {
    const callback = withQuery(buildCallback(xml), { openid: undefined });
    expect(await judge(callback)).toEqual(malformed);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('keep 1,500 character references as they stand', async () => {
    const references = '&#65;'.repeat(1_500);
    expect(await judge(buildCallback(base.replace('<![CDATA[你好]]>', references)))).toEqual(
      accepted,
    );
    expect(walk.handled).toMatchObject([{ content: { kind: 'text', text: references } }]);
  });

  it('of a person other than the query says are refused (case 24)', async () => {
    expect(await judge(withQuery(text(), { openid: 'oOther' }))).toEqual(forged);
  });
});

describe('requests (case 18 and more)', () => {
  it('of 200 KB are refused', async () => {
    expect(await judge({ ...text(), body: 'x'.repeat(200_000) })).toEqual(tooLarge);
  });

  it('of a megabyte in chunks are refused', async () => {
    const query = new URLSearchParams(text().query).toString();
    const request = httpRequest(`${server.url}${path}?${query}`, { method: 'POST' });
    const answered = once(request, 'response');
    for (let sent = 0; sent < 16; sent += 1) request.write(Buffer.alloc(65_536, 'x'));
    request.end();
    const [response] = await answered;
    expect(response.statusCode).toBe(413);
    response.resume();
  });

  it('that stall are given up', async () => {
    const query = new URLSearchParams(text().query).toString();
    const socket = connect(server.port, '127.0.0.1');
    socket.write(`POST ${path}?${query} HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n<xml>`);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toContain('HTTP/1.1 408');
    socket.destroy();
  });

  it('by another method are refused', async () => {
    const response = await server.fetch(path, { method: 'PUT', body: 'x' });
    expect(response.status).toBe(405);
  });

  it('leave no openid, word or signature in the log', async () => {
    const callback = buildCallback(buildTextFields({ Content: 'canary-words' }));
    expect(await judge(callback)).toEqual(accepted);
    await postCallback(server.url, withQuery(callback, { openid: 'oOther' }));
    expect(server.logText()).toContain('"reason":"openid"');
    expect(server.logText()).not.toMatch(/oTestPerson|oOther|canary-words/);
    expect(server.logText()).not.toContain(callback.query['msg_signature']);
  });
});
