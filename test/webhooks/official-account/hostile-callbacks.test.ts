import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itTurnsHostileCallbacksAway } from '../../contracts/hostile-callbacks.ts';
import {
  buildCallback,
  buildTextFields,
  postCallback,
  testAccount,
  toMessageXml,
  withQuery,
} from '../../support/build-callback.ts';
import { buildReceive, serveOfficialAccount } from '../../support/serve-official-account.ts';

const walk = buildReceive(() => '好');

describe('the callback of the Official Account', () => {
  itTurnsHostileCallbacksAway({
    path: '/webhooks/official-account',
    account: testAccount,
    serve: () => serveOfficialAccount(walk.receive),
    handled: walk.handled,
    buildFields: (fields) => buildTextFields({ Content: 'canary-words', ...fields }),
    buildCallback,
    signatures: ['signature', 'msg_signature'],
    said: expect.stringContaining('<Encrypt>'),
    forgery: {
      fields: '<FromUserName>oForged</FromUserName><Content>forged</Content>',
      comesThrough: { from: { userId: 'oTestPerson0000000000000001' } },
    },
    spoilt: [
      ['the sender twice', (xml) => xml.replace('</xml>', '<FromUserName>o</FromUserName></xml>')],
      ['an element where text is due', (xml) => xml.replace('canary', ']]><b>1</b><![CDATA[')],
      ['no sender', (xml) => xml.replaceAll('FromUserName', 'FromNobody')],
      ['a strange sender', (xml) => xml.replace('oTestPerson0000000000000001', '$where: 1')],
      ['an id that is no number', (xml) => xml.replace(/<MsgId>\d+/, '<MsgId>12ab')],
    ],
    secrets: /oTestPerson|canary-words/,
  });
});

describe('what only the Official Account has', () => {
  const other = buildReceive(() => '好');
  let server: Awaited<ReturnType<typeof serveOfficialAccount>>;
  beforeAll(async () => {
    server = await serveOfficialAccount(other.receive);
  });
  afterAll(() => server.stop());

  it('is a mode that must be the encrypted one (case 3)', async () => {
    const raw = withQuery(buildCallback(buildTextFields()), { encrypt_type: 'raw' });
    expect((await postCallback(server.url, raw)).status).toBe(403);
    expect(other.handled).toEqual([]);
  });

  it('is a person in the query, who must be the one in the message (case 24)', async () => {
    const callback = withQuery(buildCallback(buildTextFields()), { openid: 'oOther' });
    expect((await postCallback(server.url, callback)).status).toBe(403);
    expect(other.handled).toEqual([]);
    expect(server.logText()).toContain('"reason":"openid"');
    expect(server.logText()).not.toContain('oOther');
  });

  it('are references in a text, kept as they stand (case 14)', async () => {
    const references = '&#65;'.repeat(1_500);
    const xml = toMessageXml(buildTextFields()).replace('<![CDATA[你好]]>', references);
    expect((await postCallback(server.url, buildCallback(xml))).status).toBe(200);
    expect(other.handled).toMatchObject([{ content: { kind: 'text', text: references } }]);
  });
});
