import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Callback,
  type CallbackFields,
  type CallbackOptions,
  postCallback,
  toEnvelope,
  toMessageXml,
  withQuery,
} from '../support/build-callback.ts';
import { cryptoPeers, type PeerAccount } from '../support/crypto-peers.ts';

type Served = {
  readonly url: string;
  readonly port: number;
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly logText: () => string;
  readonly stop: () => Promise<void>;
};

/** A callback that strangers reach too: what it takes, and what is known of its messages. */
export type HostilePlatform = {
  readonly path: string;
  readonly account: PeerAccount & { readonly originalId: string };
  readonly serve: () => Promise<Served>;
  /** What came through, newest last; emptied before each test. */
  readonly handled: unknown[];
  readonly buildFields: (fields?: CallbackFields) => CallbackFields;
  readonly buildCallback: (message: CallbackFields | string, options?: CallbackOptions) => Callback;
  /** The parameters that hold a signature. */
  readonly signatures: readonly string[];
  /** What is answered to a good message. */
  readonly said: unknown;
  /** Fields that a forger writes beside Encrypt, and what still comes through. */
  readonly forgery: { readonly fields: string; readonly comesThrough: object };
  /** How a decrypted message of this platform can be spoilt, beyond what spoils any. */
  readonly spoilt: readonly (readonly [name: string, spoil: (xml: string) => string])[];
  /** What must not be found in the log. */
  readonly secrets: RegExp;
};

/** Puts an element more into a message. */
const insert = (more: string) => (xml: string) => xml.replace('</xml>', `${more}</xml>`);

/** The adversarial cases that every encrypted callback must stand (case numbers of the protocol study). */
export function itTurnsHostileCallbacksAway(platform: HostilePlatform): void {
  const { path, account, handled, buildFields, buildCallback } = platform;
  const [peer] = cryptoPeers;
  let server: Served;
  beforeAll(async () => {
    server = await platform.serve();
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    handled.length = 0;
  });

  const forged = { status: 403, said: '', handled: 0 };
  const malformed = { status: 400, said: 'request_invalid', handled: 0 };
  const tooLarge = { status: 413, said: 'request_too_large', handled: 0 };
  const accepted = { status: 200, said: platform.said, handled: 1 };

  const build = (options: CallbackOptions = {}) => buildCallback(buildFields(), options);
  const encrypt = () => peer?.encrypt(account, toMessageXml(buildFields())) ?? '';
  const toUrl = () => `${path}?${new URLSearchParams(build().query).toString()}`;
  const envelop = (encrypted: string) => toEnvelope(encrypted, account.originalId);

  /** How a callback fared: the status, the problem's code if there is one, and what reached the walk. */
  async function judge(callback: Callback) {
    const response = await postCallback(server.url, callback, path);
    const body = await response.text();
    const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
    const said: unknown = isProblem ? JSON.parse(body).code : body;
    return { status: response.status, said, handled: handled.length };
  }

  describe('signatures (cases 1 to 3)', () => {
    it.each<[string, (right: string) => string | undefined]>([
      ['wrong', (right) => right.replace(/^./, (first) => (first === '0' ? '1' : '0'))],
      ['missing', () => undefined],
      ['39 characters', (right) => right.slice(1)],
      ['upper-case', (right) => `${right.slice(0, -1)}F`.toUpperCase()],
    ])('that are %s are refused', async (_, change) => {
      const callback = build();
      for (const name of platform.signatures) {
        const wrong = withQuery(callback, { [name]: change(callback.query[name] ?? '') });
        expect(await judge(wrong)).toEqual(forged);
      }
    });

    it('with a parameter twice are refused', async () => {
      const { query, body } = build();
      const twice = `${path}?${new URLSearchParams(query).toString()}&nonce=b`;
      const response = await server.fetch(twice, { method: 'POST', body });
      expect(response.status).toBe(400);
      expect(handled).toEqual([]);
    });

    it('cannot be evaded by falling back to plain mode', async () => {
      const plain = withQuery(build(), { encrypt_type: undefined, msg_signature: undefined });
      const body = toMessageXml(buildFields());
      expect(await judge({ ...plain, body })).toEqual(forged);
      expect(await judge({ ...build(), body })).toEqual(malformed);
    });
  });

  describe('envelopes (cases 4, 5, 13, 14, 17)', () => {
    it('with plain fields beside Encrypt count for nothing but Encrypt', async () => {
      const callback = build();
      const body = callback.body.replace('<Encrypt>', `${platform.forgery.fields}<Encrypt>`);
      expect(await judge({ ...callback, body })).toEqual(accepted);
      expect(handled).toMatchObject([platform.forgery.comesThrough]);
    });

    it('with two Encrypt are refused', async () => {
      const callback = build();
      const twice = callback.body.replace('<Encrypt>', '<Encrypt>abc</Encrypt><Encrypt>');
      expect(await judge({ ...callback, body: twice })).toEqual(malformed);
    });

    it.each([
      ['a document type', '<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
      ['an entity bomb', `<!DOCTYPE xml [<!ENTITY x "${'a'.repeat(10_000)}">]>`],
      ['text in front', 'x'],
    ])('with %s are refused', async (_, prefix) => {
      const callback = build();
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
      expect(await judge({ ...build(), body })).toEqual(expected);
    });

    it('of invalid UTF-8 are refused', async () => {
      const { query, body } = build();
      const response = await server.fetch(`${path}?${new URLSearchParams(query).toString()}`, {
        method: 'POST',
        body: Buffer.concat([Buffer.from(body.slice(0, -6)), Buffer.from([0xff, 0xfe])]),
      });
      expect(response.status).toBe(400);
      expect(handled).toEqual([]);
    });
  });

  describe('time (case 6)', () => {
    it.each([
      ['a day old', -86_400_000],
      ['an hour ahead', 3_600_000],
    ])('stamps %s are refused', async (_, offsetMs) => {
      expect(await judge(build({ now: new Date(Date.now() + offsetMs) }))).toEqual(forged);
    });

    it.each(['', 'abc', '1e9', '-1', '99999999999'])(
      'stamps like "%s" are refused',
      async (timestamp) => {
        expect(await judge(build({ timestamp }))).toEqual(forged);
      },
    );
  });

  describe('ciphertexts (cases 8 to 12)', () => {
    it('for another receiver under the same key are refused', async () => {
      const other = { ...account, id: 'wxffffffffffffffff' };
      expect(await judge(build({ account: other }))).toEqual(forged);
    });

    it('under another key are refused', async () => {
      const other = { ...account, aesKey: 'AnotherKeyAnotherKeyAnotherKeyAnotherKeyAnE' };
      expect(await judge(build({ account: other }))).toEqual(forged);
    });

    it('that lost their last block, or bytes of it, are refused', async () => {
      const bytes = Buffer.from(encrypt(), 'base64');
      for (const lost of [16, 5]) {
        const encrypted = bytes.subarray(0, -lost).toString('base64');
        expect(await judge(build({ encrypted }))).toEqual(forged);
      }
    });

    it('whose last byte was flipped are refused', async () => {
      const bytes = Buffer.from(encrypt(), 'base64');
      bytes.writeUInt8((bytes.at(-1) ?? 0) ^ 1, bytes.length - 1);
      expect(await judge(build({ encrypted: bytes.toString('base64') }))).toEqual(forged);
    });

    it.each([
      ['empty', ''],
      ['no base64', '!'.repeat(64)],
      ['short', 'AAAA'],
      ['random', Buffer.alloc(96, 5).toString('base64')],
    ])('that are %s are refused', async (_, encrypted) => {
      expect(await judge({ ...build({ encrypted }), body: envelop(encrypted) })).toEqual(forged);
    });
  });

  describe('decrypted messages (cases 13 to 16)', () => {
    it.each([
      ['a document type', (xml: string) => `<!DOCTYPE x SYSTEM "file:///etc/passwd">${xml}`],
      ['__proto__', insert('<__proto__><admin>1</admin></__proto__>')],
      ['constructor', insert('<constructor>1</constructor>')],
      ['an element twice', insert('<MsgType>text</MsgType>')],
      ['an unclosed element', insert('<a>')],
      ['JSON', () => '{"xml":{}}'],
      ...platform.spoilt,
    ])('with %s are refused', async (_, spoil) => {
      const message = spoil(toMessageXml(buildFields()));
      expect(await judge(withQuery(buildCallback(message), { openid: undefined }))).toEqual(
        malformed,
      );
      expect(Object.keys(Object.prototype)).toEqual([]);
    });
  });

  describe('requests (case 18 and more)', () => {
    it('of 200 KB are refused', async () => {
      expect(await judge({ ...build(), body: 'x'.repeat(200_000) })).toEqual(tooLarge);
    });

    it('of a megabyte in chunks are refused', async () => {
      const request = httpRequest(`${server.url}${toUrl()}`, { method: 'POST' });
      const answered = once(request, 'response');
      for (let sent = 0; sent < 16; sent += 1) request.write(Buffer.alloc(65_536, 'x'));
      request.end();
      const [response] = await answered;
      expect(response.statusCode).toBe(413);
      response.resume();
    });

    it('that stall are given up', async () => {
      const socket = connect(server.port, '127.0.0.1');
      socket.write(`POST ${toUrl()} HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n<xml>`);
      const [answer] = await once(socket, 'data');
      expect(String(answer)).toContain('HTTP/1.1 408');
      socket.destroy();
    });

    it('by another method are refused', async () => {
      const response = await server.fetch(path, { method: 'PUT', body: 'x' });
      expect(response.status).toBe(405);
    });

    it('leave no address, word or signature in the log', async () => {
      const callback = build();
      expect(await judge(callback)).toEqual(accepted);
      await judge(withQuery(callback, { timestamp: '1' }));
      expect(server.logText()).toContain('"reason":"timestamp"');
      expect(server.logText()).not.toMatch(platform.secrets);
      expect(server.logText()).not.toContain(callback.query['msg_signature']);
    });
  });
}
