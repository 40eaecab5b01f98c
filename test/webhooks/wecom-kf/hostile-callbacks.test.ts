import { describe } from '@jest/globals';
import { itTurnsHostileCallbacksAway } from '../../contracts/hostile-callbacks.ts';
import { buildKfCallback, buildKfFields, kfAccount } from '../../support/build-wecom-callback.ts';
import { testCorp } from '../../support/fake-wecom.ts';
import { serveWecomKf } from '../../support/serve-wecom.ts';

const [account] = testCorp.accounts;

describe('the callback of customer service', () => {
  const handled: unknown[] = [];
  itTurnsHostileCallbacksAway({
    path: '/webhooks/wecom-kf',
    account: kfAccount,
    serve: () =>
      serveWecomKf({ pullSoon: (openKfId, token) => void handled.push({ openKfId, token }) }),
    handled,
    buildFields: (fields) => buildKfFields({ Token: 'canary-token', ...fields }),
    buildCallback: buildKfCallback,
    signatures: ['msg_signature'],
    said: '',
    forgery: {
      fields: '<OpenKfId>wkForged</OpenKfId><Token>forged</Token>',
      comesThrough: { openKfId: account, token: 'canary-token' },
    },
    spoilt: [
      ['the account twice', (xml) => xml.replace('</xml>', '<OpenKfId>wk1</OpenKfId></xml>')],
      ['an element where text is due', (xml) => xml.replace('canary', ']]><b>1</b><![CDATA[')],
      ['no receiver', (xml) => xml.replaceAll('ToUserName', 'ToNobody')],
      ['a strange account', (xml) => xml.replace(account, '$where: 1')],
    ],
    secrets: /canary-token/,
  });
});
