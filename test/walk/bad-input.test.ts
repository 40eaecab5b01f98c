import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { buildCallback, buildTextFields, postCallback } from '../support/build-callback.ts';
import { createChatPerson, type ChatPerson } from '../support/chat-person.ts';
import { recordHttp, type RecordedHttp } from '../support/recorded-http.ts';
import { waitFor } from '../support/wait-for.ts';
import { adminPassword, openWalkHouse, type WalkHouse } from '../support/walk-house.ts';
import { createWechatPerson, fileComplaint } from '../support/wechat-person.ts';

const json = { 'content-type': 'application/json' };
/** Stands in everything that is sent wrongly; must turn up in no answer and no log line. */
const secret = '张三丰13900007777';
const messages = '/webhooks/web-chat/messages';
const unknownCode = '7K2M-9QXC-4T0B-WE6R';

let house: WalkHouse;
let http: RecordedHttp;
let staff: Awaited<ReturnType<RecordedHttp['signIn']>>['call'];
let person: ChatPerson;
let number = '';
let code = '';

beforeAll(async () => {
  house = await openWalkHouse();
  http = recordHttp(house.url);
  staff = (await http.signIn('admin', adminPassword)).call;
  const filer = createWechatPerson({
    url: house.url,
    openId: 'oBadInputPerson0000000001',
    wechat: house.wechat,
  });
  const filed = await fileComplaint(filer, '检查时没有出示证件。');
  number = /工单编号：(\d{10})/.exec(filed)?.[1] ?? '';
  code = /查询码：([0-9A-Z-]{16,})/.exec(filed)?.[1] ?? '';
}, 60_000);
afterAll(() => house.stop());
beforeEach(async () => {
  person = await createChatPerson(http);
});

type Problem = Awaited<ReturnType<RecordedHttp['ask']>>;

/**
 * Status and code of a refusal as every client may rely on it; throws when it is no problem+json, or holds what was
 * sent.
 */
function readProblem({ status, headers, text, body }: Problem): readonly [number, unknown] {
  const isProblem =
    headers.includes('application/problem+json') &&
    body.type === 'about:blank' &&
    body.status === status &&
    /^[0-9a-f-]{36}$/.test(String(body.requestId)) &&
    !text.includes(secret);
  if (!isProblem) throw new Error(`no problem as promised: ${status} ${text.slice(0, 200)}`);
  return [status, body.code];
}

const readVersion = async (): Promise<number> =>
  (await staff('GET', `/api/admin/tickets/${number}`)).body.version;

describe('a body that cannot be read', () => {
  const invalidUtf8 = Buffer.from([0x7b, 0x22, 0x69, 0x64, 0xff, 0xfe, 0x22, 0x7d]);

  test.each([
    ['broken JSON', '{"id":', 400, 'request_not_json'],
    ['nothing at all', '', 400, 'request_not_json'],
    ['bytes that are no UTF-8', invalidUtf8, 400, 'request_not_json'],
    ['an array', `["${secret}"]`, 400, 'request_invalid'],
    ['null', 'null', 400, 'request_invalid'],
    ['nested without end', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 400, 'request_invalid'],
    ['more than it may be', JSON.stringify({ id: 'x'.repeat(70_000) }), 413, 'request_too_large'],
  ])('%s', async (_, raw, status, problemCode) => {
    const body = typeof raw === 'string' ? raw : new Uint8Array(raw);
    const paths = ['/progress', '/verify', '/api/admin/session'];
    for (const path of paths) {
      expect(readProblem(await http.ask('POST', path, { headers: json, raw: body }))).toEqual([
        status,
        problemCode,
      ]);
    }
    const sent = await person.call('POST', messages, { headers: json, raw: body });
    expect(readProblem(sent)).toEqual([status, problemCode]);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])(
    'of the type "%s" is refused before it is read',
    async (type) => {
      const raw = new Uint8Array(Buffer.from(JSON.stringify({ code: unknownCode })));
      const answer = await http.ask('POST', '/progress', {
        headers: { 'content-type': type },
        raw,
      });
      expect(readProblem(answer)).toEqual([415, 'request_type_refused']);
    },
  );

  test('declared as endless is turned away at its head', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { ...json, 'content-length': String(2 ** 40) };
      const request = httpRequest(`${house.url}/progress`, { method: 'POST', headers });
      request.on('response', ({ statusCode }) => {
        resolve(statusCode);
        request.destroy();
      });
      request.on('error', reject);
      request.flushHeaders();
    });
    expect(status).toBe(413);
  });
});

describe('fields that are not what they should be', () => {
  const wrongCodes: readonly unknown[] = [
    { $ne: null },
    { $gt: '' },
    { $regex: '.*' },
    [unknownCode],
    [secret, secret],
    42,
    true,
    null,
    '',
    'x'.repeat(65),
  ];

  test.each(wrongCodes.map((wrong) => [JSON.stringify(wrong).slice(0, 40), wrong]))(
    'code %s opens nothing',
    async (_, wrong) => {
      const answer = await http.ask('POST', '/progress', { body: { code: wrong } });
      expect(readProblem(answer)).toEqual([400, 'request_invalid']);
    },
  );

  test.each([
    ['username', { username: { $ne: null }, password: adminPassword }],
    ['password', { username: 'admin', password: { $ne: null } }],
    ['both as arrays', { username: ['admin'], password: [adminPassword] }],
    ['an unknown field', { username: 'admin', password: adminPassword, roles: ['system_admin'] }],
    ['a very long name', { username: secret.repeat(1000), password: 'x' }],
  ])('signing in with %s', async (_, body) => {
    const answer = await http.ask('POST', '/api/admin/session', { body });
    expect(readProblem(answer)).toEqual([400, 'request_invalid']);
  });

  test('__proto__ and constructor are unknown fields, and change nothing', async () => {
    const raw = `{"code":"${unknownCode}","__proto__":{"isAdmin":true},"constructor":{"x":1}}`;
    const answer = await http.ask('POST', '/progress', { headers: json, raw });
    expect([400, 404]).toContain(answer.status);
    const values = '{"action":"accept","version":99,"values":{"__proto__":"x"}}';
    const path = `/api/admin/tickets/${number}/actions`;
    const act = await staff('POST', path, { headers: json, raw: values });
    expect([400, 409]).toContain(act.status);
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  });

  test.each([
    ['an empty text', { id: 'message-0001', text: '' }],
    ['white space', { id: 'message-0001', text: ' \n\u3000' }],
    ['an array for a text', { id: 'message-0001', text: [secret] }],
    ['an operator for an id', { id: { $ne: '' }, text: secret }],
    ['an id with a path', { id: '../../../etc/passwd', text: secret }],
    ['a text beyond the limit', { id: 'message-0001', text: '长'.repeat(4001) }],
    ['an unknown field', { id: 'message-0001', text: secret, personId: 'someone' }],
  ])('a message with %s', async (_, body) => {
    expect(readProblem(await person.call('POST', messages, { body }))).toEqual([
      400,
      'request_invalid',
    ]);
  });

  test.each([
    'page=0',
    'page=-1',
    'page=1e9',
    'pageSize=100000',
    'page=1&page=2',
    'status[$ne]=closed',
    'kind=nonsense',
    'unknown=1',
    `query=${'x'.repeat(101)}`,
  ])('a list asked for with %s', async (query) => {
    expect(readProblem(await staff('GET', `/api/admin/tickets?${query}`))).toEqual([
      400,
      'request_invalid',
    ]);
  });
});

describe('words that are kept as they were written', () => {
  test.each([
    ['NUL and other control characters', 'a\u0000b\u0001c'],
    ['half a character', 'x\uD800y'],
    ['the longest that may be', '长'.repeat(4000)],
    ['an operator', '{"$ne":null}'],
    ['markup', '<img src=x onerror=alert(1)><script>alert(1)</script>'],
    ['a formula', '=HYPERLINK("http://x.test","click")'],
    ['the placeholders of a text', '{{code}} $t(conversation.greeting) {{- code}}'],
    ['directions and joiners', '\u202E\u2066abc\u200D\u200B'],
    ['a stack of marks', `a${'\u0300'.repeat(3000)}`],
  ])('%s', async (_, text) => {
    const answer = await person.say(text);
    expect(answer).not.toBe('');
    expect(answer).not.toContain('工作人员会看到');
    const mine = (await person.readLines()).filter(({ direction }) => direction === 'in');
    expect(mine.at(-1)?.text).toBe(text.replace('\uD800', '\uFFFD'));
  });
});

describe('what does not exist or is not allowed', () => {
  test('an unknown number, code, file or page', async () => {
    expect(readProblem(await staff('GET', '/api/admin/tickets/2600000000'))).toEqual([
      404,
      'ticket_not_found',
    ]);
    expect(readProblem(await staff('GET', '/api/admin/tickets/%00'))).toEqual([
      404,
      'ticket_not_found',
    ]);
    expect(
      readProblem(await http.ask('POST', '/progress', { body: { code: unknownCode } })),
    ).toEqual([404, 'ticket_not_found']);
    expect(readProblem(await staff('GET', '/api/admin/files/f-none'))).toEqual([404, 'not_found']);
    expect(readProblem(await http.ask('GET', `/nothing/${encodeURIComponent(secret)}`))).toEqual([
      404,
      'not_found',
    ]);
    expect(readProblem(await staff('POST', '/api/admin/parked/none/retry'))).toEqual([
      404,
      'not_found',
    ]);
  });

  test('the wrong method is told which are right', async () => {
    const answer = await http.ask('PUT', '/progress', { body: {} });
    expect(readProblem(answer)).toEqual([405, 'method_not_allowed']);
    expect(answer.body.allowed).toContain('POST');
    expect(readProblem(await http.ask('DELETE', '/api/openapi.json'))).toEqual([
      405,
      'method_not_allowed',
    ]);
  });

  test('a path that cannot be decoded', async () => {
    const answer = await staff('GET', '/api/admin/tickets/%E0%A4%A');
    expect([400, 404]).toContain(answer.status);
    expect(answer.headers).toContain('application/problem+json');
  });

  test('an illegal step is refused with the allowed ones', async () => {
    const path = `/api/admin/tickets/${number}/actions`;
    const version = await readVersion();
    const answer = await staff('POST', path, { body: { action: 'close', version } });
    expect(readProblem(answer)).toEqual([422, 'ticket_step_refused']);
    expect(answer.body.allowed).toContain('accept');
    expect(answer.body.allowed).not.toContain('close');
    const unknown = await staff('POST', path, { body: { action: 'explode', version } });
    expect(readProblem(unknown)).toEqual([400, 'request_invalid']);
  });

  test('a stale version is refused with the current one', async () => {
    const path = `/api/admin/tickets/${number}/actions`;
    const version = (await readVersion()) + 3;
    for (const stale of [version, 0]) {
      const answer = await staff('POST', path, { body: { action: 'accept', version: stale } });
      expect(readProblem(answer)).toEqual([409, 'ticket_version_conflict']);
      expect(answer.body.currentVersion).toBe(version - 3);
    }
    for (const wrong of [-1, 1.5, '1', null]) {
      const answer = await staff('POST', path, { body: { action: 'accept', version: wrong } });
      expect(readProblem(answer)).toEqual([400, 'request_invalid']);
    }
  });

  test('a reporter can do what a reporter may, and hears of no more', async () => {
    const act = { code, id: 'act-000001' };
    const answer = await http.ask('POST', '/progress/rate', { body: { ...act, score: 5 } });
    expect(readProblem(answer)).toEqual([422, 'ticket_step_refused']);
    const mine = ['supplement', 'urge', 'withdraw', 'rate'];
    expect(answer.body.allowed.filter((name: string) => !mine.includes(name))).toEqual([]);
    const wrong = await http.ask('POST', '/progress/rate', { body: { ...act, score: 6 } });
    expect(readProblem(wrong)).toEqual([400, 'request_invalid']);
  });

  test('nobody without a session, with a forged one or one that ended gets in', async () => {
    const forged = ['', 'Bearer', 'Bearer a.b', `Bearer ${person.token}x`, `Basic ${person.token}`];
    for (const authorization of forged) {
      const headers = { authorization };
      const body = { id: 'message-0001', text: 'x' };
      expect(readProblem(await http.ask('POST', messages, { headers, body }))).toEqual([
        401,
        'sign_in_required',
      ]);
    }
    await person.call('DELETE', '/webhooks/web-chat/session');
    const after = await person.call('GET', '/webhooks/web-chat/events');
    expect(readProblem(after)).toEqual([401, 'sign_in_required']);
    const cookies = ['duxin_staff=x', 'duxin_staff=%00', `duxin_staff=${'x'.repeat(5000)}`];
    for (const cookie of cookies) {
      const answer = await http.ask('GET', '/api/admin/tickets', { headers: { cookie } });
      expect(readProblem(answer)).toEqual([401, 'sign_in_required']);
    }
  });

  test('an act that another site started is refused', async () => {
    const body = { username: 'admin', password: adminPassword };
    for (const headers of [{ origin: 'https://evil.test' }, { 'sec-fetch-site': 'cross-site' }]) {
      const answer = await http.ask('POST', '/api/admin/session', { headers, body });
      expect(readProblem(answer)).toEqual([403, 'cross_site_refused']);
    }
  });

  test('an event stream asked for from nonsense', async () => {
    const answer = await person.call('GET', '/webhooks/web-chat/events', {
      headers: { 'last-event-id': '1; drop' },
    });
    expect(readProblem(answer)).toEqual([400, 'request_invalid']);
  });
});

describe('files', () => {
  const path = '/webhooks/web-chat/files';

  async function send(bytes: Buffer, headers: Readonly<Record<string, string>> = {}) {
    return person.call('POST', path, {
      headers: { 'content-type': 'image/png', 'idempotency-key': 'picture-1', ...headers },
      raw: new Uint8Array(bytes),
    });
  }

  test('that are empty, of no kind we take, or a page in disguise', async () => {
    expect(readProblem(await send(Buffer.alloc(0)))).toEqual([422, 'file_unreadable']);
    expect(readProblem(await send(Buffer.from('<html><script>')))).toEqual([
      415,
      'file_type_refused',
    ]);
    expect(readProblem(await send(Buffer.from('MZ\u0090\u0000')))).toEqual([
      415,
      'file_type_refused',
    ]);
    const halfPicture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    expect([415, 422]).toContain((await send(halfPicture)).status);
  });

  test('without a key, or larger than 10 MB', async () => {
    expect(readProblem(await send(Buffer.from('x'), { 'idempotency-key': '' }))).toEqual([
      400,
      'request_invalid',
    ]);
    expect(readProblem(await send(Buffer.alloc(10.5 * 1024 * 1024)))).toEqual([
      413,
      'file_too_large',
    ]);
  });

  test('of a form that is none', async () => {
    const answer = await send(Buffer.from('--x'), {
      'content-type': 'multipart/form-data; boundary=y',
    });
    expect(readProblem(answer)).toEqual([400, 'request_invalid']);
  });

  test('of another person cannot be opened', async () => {
    const png =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    expect((await send(Buffer.from(png, 'base64'))).status).toBe(200);
    let own = '';
    await waitFor(async () => {
      own = (await person.readLines()).find(({ file }) => file !== undefined)?.file ?? '';
      return own !== '';
    });
    expect((await person.call('GET', own)).status).toBe(200);
    const stranger = await createChatPerson(http);
    expect(readProblem(await stranger.call('GET', own))).toEqual([404, 'not_found']);
    expect(readProblem(await http.ask('GET', own))).toEqual([401, 'sign_in_required']);
    // Not yet of a ticket: not the desk's to see either.
    const id = own.split('/').at(-1);
    expect(readProblem(await staff('GET', `/api/admin/files/${id}`))).toEqual([404, 'not_found']);
  });
});

describe('callbacks of WeChat', () => {
  test('that are not WeChat’s are refused without a word', async () => {
    const callback = buildCallback(buildTextFields({ Content: secret }));
    const forged = { ...callback, query: { ...callback.query, msg_signature: '0'.repeat(40) } };
    const answers = await Promise.all([
      postCallback(house.url, forged),
      postCallback(house.url, { ...callback, body: '<xml>' }),
      postCallback(house.url, { ...callback, query: {} }),
      fetch(`${house.url}/webhooks/official-account?echostr=${secret}`),
    ]);
    for (const answer of answers) {
      expect([400, 403]).toContain(answer.status);
      expect(await answer.text()).not.toContain(secret);
    }
  });
});

test('the process goes on serving, and its log holds nothing that was sent', async () => {
  expect((await http.ask('GET', '/readyz')).body.status).toBe('ready');
  expect(await person.say('帮助')).toContain('随时可用');
  const lines = house
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'));
  const refused = lines.filter((line) => line.includes('"problem"'));
  expect(refused.length).toBeGreaterThan(50);
  expect(house.output()).not.toMatch(/张三丰|13900007777|etc\/passwd|\$ne|oBadInputPerson/);
  expect(house.output()).not.toContain(unknownCode);
  expect(house.output()).not.toContain(code);
  expect(lines.filter((line) => line.includes('internal_error'))).toEqual([]);
});
