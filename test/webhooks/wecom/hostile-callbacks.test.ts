import { describe, expect } from '@jest/globals';
import { itTurnsHostileCallbacksAway } from '../../contracts/hostile-callbacks.ts';
import {
  appAccount,
  buildMemberFields,
  buildWecomCallback,
  testMember,
} from '../../support/build-wecom-callback.ts';
import { buildReceive } from '../../support/serve-official-account.ts';
import { serveWecom } from '../../support/serve-wecom.ts';

const walk = buildReceive(() => '好');

describe('the callback of the WeCom app', () => {
  itTurnsHostileCallbacksAway({
    path: '/webhooks/wecom',
    account: appAccount,
    serve: () => serveWecom(walk.receive),
    handled: walk.handled,
    buildFields: (fields) => buildMemberFields({ Content: 'canary-words', ...fields }),
    buildCallback: buildWecomCallback,
    signatures: ['msg_signature'],
    said: expect.stringContaining('<Encrypt>'),
    forgery: {
      fields: '<FromUserName>forged</FromUserName><AgentID>7</AgentID><Content>forged</Content>',
      comesThrough: { from: { channel: 'wecom', userId: testMember } },
    },
    spoilt: [
      ['the sender twice', (xml) => xml.replace('</xml>', '<FromUserName>o</FromUserName></xml>')],
      ['an element where text is due', (xml) => xml.replace('canary', ']]><b>1</b><![CDATA[')],
      ['no sender', (xml) => xml.replaceAll('FromUserName', 'FromNobody')],
      ['everybody for a sender', (xml) => xml.replace(testMember, '@all')],
      ['several senders', (xml) => xml.replace(testMember, 'a|b')],
      ['an id that is no number', (xml) => xml.replace(/<MsgId>\d+/, '<MsgId>12ab')],
    ],
    secrets: /li\.si|canary-words/,
  });
});
