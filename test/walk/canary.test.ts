import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { createChatPerson, type ChatPerson } from '../support/chat-person.ts';
import {
  handMatterOver,
  intakeSecret,
  toCallbackEnv,
  writeOverWecom,
} from '../support/canary-callbacks.ts';
import { askExpert, runCampaign } from '../support/canary-campaigns.ts';
import { handleEvidence, retryMedia } from '../support/canary-evidence.ts';
import { importSheet, keepTable } from '../support/canary-imports.ts';
import { answerAlerts, keepCalendar, keepLimits } from '../support/canary-deadlines.ts';
import { issueDocuments } from '../support/canary-documents.ts';
import { cardHolders, watchCards } from '../support/canary-cards.ts';
import { keepPoints } from '../support/canary-points.ts';
import { hearUnit, paperNumber } from '../support/canary-portal.ts';
import { publishProfile, saveViews } from '../support/canary-profiles.ts';
import { workOnProblems } from '../support/canary-problems.ts';
import { keepRouting } from '../support/canary-routing.ts';
import { keepUnits } from '../support/canary-units.ts';
import { importMatters } from '../support/canary-ticket-imports.ts';
import { askForContact } from '../support/canary-contact.ts';
import { answerAsMember } from '../support/canary-members.ts';
import { keepDuty, revealCallBack } from '../support/canary-duty.ts';
import {
  askedQuestion,
  askGolden,
  chooseSorting,
  closeUnanswered,
  proposeEntries,
  publishEntry,
  readStatutes,
  recallEntry,
  wrongAnswer,
} from '../support/canary-knowledge.ts';
import { askForAnswer, talkAtDesk } from '../support/canary-talks.ts';
import {
  buildCallback,
  buildImageFields,
  buildTextFields,
  postCallback,
} from '../support/build-callback.ts';
import { runWechaty, writeOverWechaty } from '../support/canary-wechaty.ts';
import { loginUrl, startFakeWechaty, type FakeWechaty } from '../support/fake-wechaty.ts';
import { startFakeESeal, type FakeESeal } from '../support/fake-e-seal.ts';
import { startFakeWecom, type FakeWecom } from '../support/fake-wecom.ts';
import { fillStatutes } from '../support/knowledge-house.ts';
import { recordHttp, type Exchange, type RecordedHttp } from '../support/recorded-http.ts';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.ts';
import { waitFor } from '../support/wait-for.ts';
import { adminPassword, openWalkHouse, type WalkHouse } from '../support/walk-house.ts';
import { createWechatPerson, type WechatPerson } from '../support/wechat-person.ts';
import { buildStepValues } from '../support/build-step-values.ts';

const name = '鹂雀黄';
const phone = '13955550123';
const openId = 'oCanaryOfWechat0000000001';
const externalId = 'canary-of-the-hotline-7';
const wechatyContact = 'wxid_canary_of_wechaty';
const wecomIds = { member: 'canary.member', customer: 'wmCanaryCustomer0001' };
const contact = `${name}，${phone}`;
/** Who asks a question, and says in it who they are. */
const questioner = { name: '鹂雀青', phone: '13955550456' };
const question = `我叫${questioner.name}，电话${questioner.phone}，桥头的猫丢了怎么办？`;
/** What an editor knows and no log may learn. */
const editorWords = '鹂雀蓝13955550789';
/** Who stands in a list that a hotline sends, once in a row that is taken and once in one that is not. */
const listedPerson = {
  number: 'RX-canary-20260007',
  name: '鹂雀紫',
  phone: '13955550321',
  badPhone: '鹂雀紫家里的电话',
};
const officerPhone = '13955550999';
const certificateNumber = '33955550777';
const unknownCode = '7K2M-9QXC-4T0B-WE6R';
const staffPassword = 'Canary-nest-2026';
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Something that must be seen by those alone whom `mayBeIn` lets. */
type Canary = {
  readonly kind: string;
  readonly text: string;
  readonly mayBeIn: (exchange: Exchange) => boolean;
  /** Collections that hold it beyond `content`. */
  readonly mayBeStoredIn: readonly string[];
};

const isOwnStream = ({ asker, path }: Exchange): boolean =>
  asker === 'person' && path === '/webhooks/web-chat/events';
const isReveal = ({ method, path }: Exchange): boolean =>
  method === 'POST' && path.endsWith('/reveal');
const isSlip = ({ method, path }: Exchange): boolean =>
  method === 'POST' && path === '/api/admin/tickets';
const isChatSession = ({ method, path }: Exchange): boolean =>
  method === 'POST' && path === '/webhooks/web-chat/session';
const isInvitation = ({ method, path }: Exchange): boolean =>
  method === 'POST' && path === '/api/admin/invitations';
const isIntake = ({ path }: Exchange): boolean => path.startsWith('/webhooks/intake/');
const isTicket = ({ asker, path }: Exchange): boolean =>
  asker === 'staff' && /^\/api\/admin\/tickets(\/\d{10}(\/actions)?)?(\?|$)/.test(path);
const isAsked = (exchange: Exchange): boolean => isTicket(exchange) || isOwnStream(exchange);
const isEditorsRoom = ({ asker, path }: Exchange): boolean =>
  asker === 'staff' && /^\/api\/admin\/(imports|tables|knowledge|contact-points)/.test(path);
const isRowsToMend = ({ path }: Exchange): boolean =>
  /^\/api\/admin\/ticket-imports\/[\w-]+\/errors/.test(path);
const isListed = (exchange: Exchange): boolean =>
  isTicket(exchange) || /^\/api\/admin\/ticket-(imports|exports)/.test(exchange.path);
const isLogin = ({ asker, path }: Exchange): boolean =>
  asker === 'staff' && path === '/api/admin/channels/wechaty/login';
const isNowhere = (): boolean => false;

const findNumber = (words: string): string => /工单编号：(\d{10})/.exec(words)?.[1] ?? '';
const findCode = (words: string): string => /查询码：([0-9A-Z-]{16,})/.exec(words)?.[1] ?? '';

/** Files over the chat or WeChat; `more` is said before 提交. */
async function file(
  person: { readonly say: (text: string) => Promise<string> },
  ...more: readonly string[]
) {
  await person.say('投诉');
  await person.say('检查的时候没有出示证件，罚款也没有开收据。');
  for (const words of more) await person.say(words);
  const filed = await person.say('提交');
  return { number: findNumber(filed), code: findCode(filed) };
}

/** Skips to the question for name and phone, and answers it. */
async function giveContact(person: { readonly say: (text: string) => Promise<string> }) {
  let asked = '';
  for (let count = 0; count < 12 && !asked.includes('姓名和电话'); count += 1) {
    asked = await person.say('跳过');
  }
  await person.say(contact);
}

const runs: readonly (readonly [string, boolean])[] = [
  ['with the bell in process', false],
  ...(hasRedis() ? [['with the bell over Redis', true] as const] : []),
];

describe.each(runs)('a planted canary, %s', (_, isOverRedis) => {
  let redis: TestRedis | undefined;
  let wecom: FakeWecom;
  let wechaty: FakeWechaty;
  let eSeal: FakeESeal;
  let house: WalkHouse;
  let http: RecordedHttp;
  let reporter: WechatPerson;
  let chat: ChatPerson;
  let anonymous: ChatPerson;
  const canaries: Canary[] = [];
  const proposed: string[] = [];
  const unanswered: string[] = [];
  let correctedPeople = 0;
  const intakeAnswers: number[] = [];
  const heardElsewhere: string[] = [];
  let cards: Awaited<ReturnType<typeof watchCards>>;
  let servedTicket = '';
  const redisCommands: string[] = [];
  let stopWatching: (() => Promise<void>) | undefined;
  let described: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {};

  beforeAll(async () => {
    redis = isOverRedis ? await startRedis() : undefined;
    if (redis !== undefined) stopWatching = await watchRedis(redis.url, redisCommands);
    wecom = await startFakeWecom();
    wechaty = await startFakeWechaty();
    eSeal = await startFakeESeal();
    const overRedis = redis === undefined ? {} : { REDIS_URL: redis.url };
    house = await openWalkHouse({
      ...toCallbackEnv(wecom),
      ...wechaty.env,
      ...eSeal.env,
      ...overRedis,
    });
    http = recordHttp(house.url);
    described = (await http.ask('GET', '/api/openapi.json')).body.paths;
    await walk();
  }, 240_000);
  afterAll(async () => {
    await stopWatching?.();
    await house.stop();
    await wecom.stop();
    await wechaty.stop();
    await eSeal.stop();
    await redis?.stop();
  });

  const plant = (
    kind: string,
    text: string,
    mayBeIn: Canary['mayBeIn'] = isNowhere,
    mayBeStoredIn: Canary['mayBeStoredIn'] = [],
  ): void => {
    if (text === '') throw new Error(`the canary ${kind} was never hatched`);
    canaries.push({ kind, text, mayBeIn, mayBeStoredIn });
  };

  /** The whole story, with everything in it that can go wrong. */
  async function walk(): Promise<void> {
    const { cookie, call: admin } = await http.signIn('admin', adminPassword);
    plant('staff session', cookie.split('=')[1] ?? '', ({ path }) => path.includes('/session'));
    plant('password', adminPassword);
    plant('openid', openId);
    plant('name', name, (exchange) => isReveal(exchange) || isOwnStream(exchange));
    plant('phone', phone, (exchange) => isReveal(exchange) || isOwnStream(exchange));

    const { wechat, url } = house;
    reporter = createWechatPerson({ url, openId, wechat, answerWithinMs: 20_000 });
    await reporter.say('投诉');
    await reporter.say('检查的时候没有出示证件，罚款也没有开收据。');
    await giveContact(reporter);
    const filed = await reporter.say('提交');
    const byWechat = { number: findNumber(filed), code: findCode(filed) };
    plant('code by WeChat', byWechat.code);

    chat = await createChatPerson(http);
    anonymous = await createChatPerson(http);
    for (const person of [chat, anonymous]) {
      plant('chat session', person.sessionId);
      plant('chat token', person.token, isChatSession);
    }
    await chat.say('投诉');
    await chat.say('扣了我的车，什么文书都没有。');
    await giveContact(chat);
    const chatFiled = await chat.say('提交');
    const byChat = { number: findNumber(chatFiled), code: findCode(chatFiled) };
    plant('code by chat', byChat.code, isOwnStream);
    const byAnonymous = await file(anonymous, '匿名');
    plant('anonymous code', byAnonymous.code, isOwnStream);

    await useOtherDoors();
    await usePublicPages(byChat.code);
    await useChat();
    house.wechat.addMedia('page-of-errors', Buffer.from('<html></html>'), 'image/jpeg');
    await askForContact(admin, http.as('code_holder', {}), byAnonymous);
    await workAtDesk(admin, byWechat.number, byChat.number, byAnonymous.number);
    await workOnKnowledge(admin, byChat.number);
    await talkAtDesk(admin, byChat.number);
    await takeListIn(admin);
    await hearUnit(house, admin, await addColleague(admin, 'agency_officer'), byChat.number);
    plant('officer of WeCom', cardHolders.officer);
    plant('expert of WeCom', cardHolders.expert);
    const [number, served] = [byWechat.number, byChat.number];
    cards = await watchCards({ house, wecom, staff: admin, number, served });
    servedTicket = served;
    await publishProfile(admin);
    plant('token of the seal', eSeal.env.E_SEAL_TOKEN);
    await issueDocuments(admin, await addColleague(admin, 'section_head'), byWechat.number);
    await saveViews(admin);
    await callOfficers(admin);
    await goWrong(byWechat.number, byChat);
    await lookAsEveryRole(admin, [byWechat.number, byChat.number, byAnonymous.number]);
    await keepRouting(admin);
    await http.ask('GET', '/metrics');
    await http.ask('GET', '/readyz');
    await http.ask('GET', '/healthz');
    await chat.readLines();
    await anonymous.readLines();
    await anonymous.call('DELETE', '/webhooks/web-chat/session');
    const { call } = await http.signIn('admin', adminPassword);
    await call('DELETE', '/api/admin/session');
  }

  async function usePublicPages(code: string): Promise<void> {
    const holder = http.as('code_holder', {});
    const toAct = (key: string) => ({ code, id: `canary-act-${key}`, language: 'en' });
    await holder('POST', '/progress', { body: { code } });
    await holder('POST', '/progress/messages', {
      body: { ...toAct('words'), text: '又来了一次。' },
    });
    await holder('POST', '/progress/urge', { body: toAct('urge') });
    for (const wrong of [unknownCode, unknownCode.toLowerCase(), `${code.slice(0, -1)}!`]) {
      await holder('POST', '/progress', { body: { code: wrong } });
    }
    const form = new FormData();
    form.set('code', code);
    form.set('id', 'canary-act-file');
    form.set('language', 'zh-CN');
    form.set('file', new Blob([new Uint8Array(png)]), 'paper.png');
    const { body } = await holder('POST', '/progress/files', { raw: form });
    const fileId = body.progress?.messages?.find(
      (line: { fileId?: string }) => line.fileId,
    )?.fileId;
    await holder('POST', '/progress/pictures', { body: { code, fileId } });
    await holder('POST', '/progress/certificate', { body: { number: certificateNumber } });
    await holder('POST', '/progress/papers', { body: { code } });
    const proof = code.slice(-4);
    const number = body.progress?.number;
    await holder('POST', '/verify', { body: { number, proof, language: 'zh-CN' } });
    await holder('POST', '/verify', { body: { number, proof: '0000', language: 'zh-CN' } });
    await http.ask('GET', '/progress');
    await http.ask('GET', '/verify');
    await holder('POST', '/verify/document', { body: { code: unknownCode } });
    await http.ask('GET', '/chat');
    await http.ask('GET', '/admin');
  }

  /** Those that the description of the API does not list. */
  async function useOtherDoors(): Promise<void> {
    plant('external number', externalId, isIntake);
    plant('intake secret', intakeSecret);
    plant('member of WeCom', wecomIds.member);
    plant('customer of WeCom', wecomIds.customer);
    intakeAnswers.push(...(await handMatterOver(http, externalId, { name, phone })));
    heardElsewhere.push(...(await writeOverWecom(house.url, wecom, wecomIds)));
    plant('contact in Wechaty', wechatyContact);
    plant('login of Wechaty', loginUrl, isLogin);
    plant('token of Wechaty', wechaty.env.WECHATY_TOKEN);
    heardElsewhere.push(await writeOverWechaty(wechaty, wechatyContact));
  }

  async function useChat(): Promise<void> {
    const headers = { 'content-type': 'image/png', 'idempotency-key': 'canary-picture' };
    await chat.call('POST', '/webhooks/web-chat/files', { headers, raw: new Uint8Array(png) });
    await chat.call('POST', '/webhooks/web-chat/session');
    await chat.say('进度');
  }

  type Staff = Awaited<ReturnType<RecordedHttp['signIn']>>['call'];

  async function act(staff: Staff, number: string, action: string, more: object = {}) {
    const path = `/api/admin/tickets/${number}`;
    const { version } = (await staff('GET', path)).body;
    return staff('POST', `${path}/actions`, { body: { action, version, ...more } });
  }

  async function workAtDesk(admin: Staff, ...numbers: readonly string[]): Promise<void> {
    const [first = '', second = '', third = ''] = numbers;
    for (const action of [
      'accept',
      'analyse',
      'verify',
      'supervise',
      'rectify',
      'check',
      'close',
    ]) {
      await act(admin, second, action, buildStepValues(action));
      if (action === 'verify') await workOnProblems(admin, second);
      if (action === 'supervise') await runCampaign(admin, second);
    }
    await act(admin, first, 'reply', { values: { text: '请您补充文书编号。' } });
    await act(admin, third, 'refuse', { reason: '不属于本机关' });
    await askExpert(admin, await addColleague(admin, 'expert'), first);
    await act(admin, first, 'close');
    await waitFor(async () => (await chat.readAnswers()).some((words) => /办结|结案/.test(words)));
    const { code } = await chatCode();
    const rate = { code, id: 'canary-act-rate', score: 5, comment: '谢谢', language: 'zh-CN' };
    await http.as('code_holder', {})('POST', '/progress/rate', { body: rate });
    const slip = await admin('POST', '/api/admin/tickets', {
      body: {
        key: randomUUID(),
        kind: 'complaint',
        source: 'call',
        openness: 'confidential',
        facts: { story: '电话里说的一件事。' },
        contact: { name, phone },
      },
    });
    plant('code on the slip', slip.body.code, isSlip);
    const withdraw = { code: slip.body.code, id: 'canary-act-gone', confirmed: true };
    await http.as('code_holder', {})('POST', '/progress/withdraw', { body: withdraw });
    const invited = await admin('POST', '/api/admin/invitations', {
      body: { organisation: '某某商会', termMonths: 12, validDays: 7 },
    });
    plant('invitation code', invited.body.code, isInvitation);
    // One of their own: a code that somebody writes stands in the conversation.
    const used = await admin('POST', '/api/admin/invitations', {
      body: { organisation: '某某商会', termMonths: 12, validDays: 7 },
    });
    const specialist = await createChatPerson(http);
    const holder = http.as('code_holder', {});
    plant('member’s code', await answerAsMember(specialist, used.body.code, holder), isOwnStream);
    await chat.say(`加入 ${unknownCode}`);
    await admin('GET', `/api/admin/tickets?query=${phone.slice(0, 3)}`);
  }

  /** Somebody asks what nobody knows and says who they are; editors see the question, and not who. */
  async function workOnKnowledge(admin: Staff, closed: string): Promise<void> {
    plant('questioner’s name', questioner.name, isAsked, ['tickets', 'outbox']);
    plant('questioner’s phone', questioner.phone, isAsked, ['tickets', 'outbox']);
    plant('editor’s words', editorWords, isEditorsRoom, [
      'imports',
      'knowledge',
      'knowledge_revisions',
      'tables',
      'contact_points',
    ]);
    await fillStatutes(house.database);
    await publishEntry(admin, contact);
    await waitFor(async () => (await chat.say(askedQuestion)).includes(wrongAnswer), 30_000);
    await askGolden(admin);
    await readStatutes(admin);
    await chooseSorting(admin);
    await runWechaty(admin, wechaty);

    const person = await createChatPerson(http);
    await person.say(`咨询 ${question}`);
    const answered = findNumber(await askForAnswer(person));
    const values = {
      text: `${questioner.name}您好，请找看桥人，或者打${questioner.phone}问一声。`,
    };
    await act(admin, answered, 'answer', { values });
    await person.readLines();
    proposed.push(...(await proposeEntries(admin, { answered, closed })));
    unanswered.push(...(await closeUnanswered(admin)));
    correctedPeople = await recallEntry(admin);
    await importSheet(admin, editorWords);
    await keepTable(admin, editorWords);
    await handleEvidence(admin);
    const { url, wechat } = house;
    const follower = createWechatPerson({ url, openId: 'oPageOfErrors00000000000000', wechat });
    await follower.send(
      buildImageFields({ FromUserName: 'oPageOfErrors00000000000000', MediaId: 'page-of-errors' }),
    );
    await retryMedia(admin);
    await keepPoints(admin, editorWords);
    plant('certificate number', certificateNumber);
    await keepUnits(admin, certificateNumber);
    await keepLimits(admin);
    await keepCalendar(admin, '元旦');
    await answerAlerts(admin, house.database, '已经催办，三日内办结');
  }

  /** A clerk takes a hotline's list in, and an administrator, who may reveal nobody, looks on. */
  async function takeListIn(admin: Staff): Promise<void> {
    plant('their number', listedPerson.number, isListed, ['tickets']);
    plant('listed name', listedPerson.name, isRowsToMend);
    plant('listed phone', listedPerson.phone);
    plant('listed phone that is none', listedPerson.badPhone, isRowsToMend);
    await importMatters(admin, await addColleague(admin, 'intake_clerk'), listedPerson);
  }

  /** A colleague of one role, past the first password. */
  async function addColleague(admin: Staff, role: string): Promise<Staff> {
    const username = role.replace('_', '.');
    const account = { username, name: `同事${role}`, roles: [role], password: staffPassword };
    await admin('POST', '/api/admin/accounts', { body: account });
    const first = await http.signIn(username, staffPassword);
    const password = { current: staffPassword, next: `${staffPassword}-next` };
    await first.call('POST', '/api/admin/session/password', { body: password });
    return (await http.signIn(username, password.next)).call;
  }

  /** Somebody in danger writes: officers are called, by a roster whose telephone nobody sees. */
  async function callOfficers(admin: Staff): Promise<void> {
    plant('officer’s phone', officerPhone);
    const person = await createChatPerson(http);
    await person.say('隔壁仓库着火了，里面还有人没出来！');
    const hasRung = async () =>
      (await admin('GET', '/api/admin/duty/alarms')).body.items.length > 0;
    await waitFor(hasRung, 20_000);
    await keepDuty(admin, officerPhone);
    for (const words of ['打电话', '1', phone]) await person.say(words);
    const { body } = await admin('POST', '/api/admin/wecom-code');
    plant('code for WeCom', body.code, ({ path }) => path === '/api/admin/wecom-code');
    await person.readLines();
  }

  async function chatCode() {
    const words = (await chat.readAnswers()).find((text) => text.includes('查询码：')) ?? '';
    return { code: findCode(words) };
  }

  /** A refused send, a parked message that holds the canary, and requests that carry it where it should not be. */
  async function goWrong(
    number: string,
    byChat: { readonly code: string; readonly number: string },
  ) {
    const { call: admin } = await http.signIn('admin', adminPassword);
    // Whatever was told before, a person who has just written can be told of this.
    await reporter.say('进度');
    house.wechat.misbehave(99_999, { path: '/cgi-bin/message/custom/send' });
    await act(admin, number, 'accept');
    await waitFor(
      async () => (await admin('GET', '/api/admin/undelivered')).body.items.length > 0,
      20_000,
    );
    house.wechat.misbehave('garbage', { path: '/cgi-bin/message/custom/send' });
    await act(admin, number, 'analyse');

    const { connection } = house.database;
    const stored = connection.getClient().db(connection.name);
    const refused = { status: 'failed', taskAt: { $exists: true } };
    await tellByTelephone(admin, number, async () => {
      const set = { $set: { taskAt: new Date(0) } };
      return (await stored.collection('outbox').updateOne(refused, set)).matchedCount > 0;
    });
    const tickets = stored.collection('tickets');
    const before = await tickets.findOne({ number });
    // With a new version, so that no write under way puts the old document back.
    const asNew = { $inc: { version: 1 } };
    const spoilt = { $set: { 'procedure.id': 'of_another_time' }, ...asNew };
    await tickets.updateOne({ number }, spoilt);
    await reporter.say('进度');
    await reporter.say(`补充 我的电话是${phone}`);
    await waitFor(
      async () => (await admin('GET', '/api/admin/parked')).body.items.length > 1,
      20_000,
    );
    await admin('GET', `/api/admin/tickets/${number}`);
    await tickets.updateOne({ number }, { $set: { procedure: before?.['procedure'] }, ...asNew });
    const [parked] = (await admin('GET', '/api/admin/parked')).body.items;
    await admin('POST', `/api/admin/parked/${parked.id}/retry`);

    const hostile = [
      `/nothing/${phone}`,
      `/progress?code=${byChat.code}`,
      `/api/admin/tickets/${name}`,
    ];
    for (const path of hostile) await fetch(house.url + path).then((answer) => answer.text());
    await fetch(`${house.url}/progress`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': openId, 'user-agent': phone },
      body: `{"code":"${byChat.code}","${phone}":"${contact}"`,
    });
    const forged = buildCallback(buildTextFields({ FromUserName: openId, Content: contact }));
    await postCallback(house.url, { ...forged, query: { ...forged.query, signature: openId } });
    await http.ask('POST', '/api/admin/session', { body: { username: phone, password: contact } });
  }

  /** What WeChat refused is two working days old at once, and a person rings. */
  async function tellByTelephone(
    admin: Staff,
    number: string,
    makeDue: () => Promise<boolean>,
  ): Promise<void> {
    await waitFor(makeDue, 20_000);
    const readOpen = async () => (await admin('GET', '/api/admin/tasks')).body.open;
    await waitFor(async () => (await readOpen()).length > 0, 30_000);
    const [task] = await readOpen();
    const body = { version: task.version, outcome: 'not_reached', note: '占线' };
    await admin('POST', `/api/admin/tasks/${encodeURIComponent(task.id)}/attempts`, { body });
    await admin('GET', `/api/admin/tickets/${number}/reach`);
  }

  /** Everything that can be read, by colleagues of every kind and by nobody. */
  async function lookAsEveryRole(admin: Staff, numbers: readonly string[]): Promise<void> {
    const paths = [
      'overview parked undelivered tasks conversations invitations accounts colleagues session tickets'.split(
        ' ',
      ),
      'unanswered golden evaluations recalls statutes'
        .split(' ')
        .map((path) => `knowledge/${path}`),
      ['knowledge', 'imports', 'tables?kind=places', 'ticket-imports'],
      numbers.flatMap((number) => [`tickets/${number}`, `tickets/${number}/proposal?from=case`]),
    ]
      .flat()
      .map((path) => `/api/admin/${path}`);
    const roles =
      'handler legal_reviewer township_liaison knowledge_editor system_admin audit_admin'.split(
        ' ',
      );
    for (const role of roles) {
      const call = await addColleague(admin, role);
      if (role === 'audit_admin') await renameColleague(admin, role);
      for (const path of paths) await call('GET', path);
      await revealCallBack(call);
      for (const number of numbers) {
        const reason = { reason: '电话核实' };
        await call('POST', `/api/admin/tickets/${number}/reveal`, { body: reason });
      }
    }
    for (const path of paths) await http.ask('GET', path);
  }

  async function renameColleague(admin: Staff, role: string): Promise<void> {
    const { items } = (await admin('GET', '/api/admin/accounts')).body;
    const { id, version } = items.find(({ name: own }: { name: string }) => own === `同事${role}`);
    await admin('PATCH', `/api/admin/accounts/${id}`, { body: { version, name: '审计员' } });
  }

  /** Every place where a canary sits without leave. */
  function findLeaks(place: string, text: string, isAllowed: (canary: Canary) => boolean) {
    return canaries
      .filter((canary) => text.includes(canary.text) && !isAllowed(canary))
      .map(({ kind }) => `${kind} in ${place}`);
  }

  test('was shown to those who may see it', () => {
    const seen = canaries.filter(({ text, mayBeIn }) =>
      http.exchanges.some((exchange) => exchange.text.includes(text) && mayBeIn(exchange)),
    );
    expect(seen.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'name',
        'phone',
        'chat token',
        'code by chat',
        'code on the slip',
        'questioner’s name',
        'questioner’s phone',
        'editor’s words',
        'external number',
        'their number',
        'listed phone that is none',
      ]),
    );
    const revealed = http.exchanges.filter(isReveal).filter(({ text }) => text.includes(phone));
    expect(revealed.length).toBeGreaterThan(0);
  });

  test('is in no answer to anybody else', () => {
    const leaks = http.exchanges.flatMap((exchange) =>
      findLeaks(
        `${exchange.method} ${exchange.path} for ${exchange.asker}`,
        `${exchange.headers} ${exchange.text}`,
        ({ mayBeIn }) => mayBeIn(exchange),
      ),
    );
    expect([...new Set(leaks)]).toEqual([]);
  });

  test('is in no question and no proposal that editors get, which keep what was asked', () => {
    expect(unanswered.join()).toContain('桥头的猫');
    expect(proposed.join()).toContain('桥头的猫');
    expect(proposed.join()).toContain('什么文书都没有');
    const seen = [...unanswered, ...proposed];
    expect(seen.flatMap((words) => findLeaks(words, words, isNowhere))).toEqual([]);
    expect(correctedPeople).toBe(1);
  });

  test('is in no log line, at the level of debug', () => {
    const lines = house.output().split('\n');
    expect(lines.filter((line) => line.startsWith('{')).length).toBeGreaterThan(100);
    expect(lines.flatMap((line) => findLeaks(line.slice(0, 300), line, isNowhere))).toEqual([]);
  });

  test('is on no card, and an officer’s names nothing of the ticket behind the paper', () => {
    const shown = [...cards.officer, ...cards.expert];
    expect(shown.flatMap((card) => findLeaks(card, card, isNowhere))).toEqual([]);
    for (const card of cards.officer) {
      expect(JSON.parse(card).main_title).toEqual({ title: '有新进展', desc: paperNumber });
      expect(card).not.toContain(servedTicket);
    }
  });

  test('is in no address that was asked for', () => {
    const ours = http.exchanges.flatMap(({ path }) => findLeaks(path, path, isNowhere));
    const wechats = house.wechat.urls.flatMap((url) => findLeaks(url, url, isNowhere));
    expect([...ours, ...wechats]).toEqual([]);
    expect(house.wechat.urls.length).toBeGreaterThan(2);
  });

  test('is in no id, no index and no other stored field but the person’s own words', async () => {
    const { connection } = house.database;
    const collections = await connection.getClient().db(connection.name).collections();
    const leaks: string[] = [];
    let documents = 0;
    for (const collection of collections) {
      const indexes = JSON.stringify(await collection.indexes());
      leaks.push(...findLeaks(`indexes of ${collection.collectionName}`, indexes, isNowhere));
      for (const { content, ...document } of await collection.find().toArray()) {
        documents += 1;
        const place = collection.collectionName;
        const mayHold = ({ mayBeStoredIn }: Canary) => mayBeStoredIn.includes(place);
        leaks.push(...findLeaks(place, JSON.stringify(document), mayHold));
        const isOwnWords = ({ kind }: Canary) => /name|phone/.test(kind);
        leaks.push(...findLeaks(`words in ${place}`, JSON.stringify(content ?? ''), isOwnWords));
      }
    }
    expect(documents).toBeGreaterThan(100);
    expect([...new Set(leaks)]).toEqual([]);
  });

  test('is in nothing that Redis was ever told', () => {
    expect(redisCommands.some((command) => command.includes('turn_'))).toBe(isOverRedis);
    const leaks = redisCommands.flatMap((command) =>
      findLeaks(command.slice(0, 200), command, isNowhere),
    );
    expect([...new Set(leaks)]).toEqual([]);
  });

  test('came in by the hotline and by WeCom, which the description leaves out', () => {
    expect(intakeAnswers).toEqual([202, 202, 400, 401]);
    expect(heardElsewhere.filter((words) => words.includes('投诉'))).toHaveLength(3);
  });

  test('was carried through every route that the description of the API lists', () => {
    const listed = Object.entries(described).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(listed.length).toBeGreaterThan(25);
    expect(listed.filter((route) => !isDone(route, http.exchanges))).toEqual([]);
  });
});

/** Whether a route of the description was answered well at least once. */
function isDone(route: string, exchanges: readonly Exchange[]): boolean {
  const [method = '', path = ''] = route.split(' ');
  const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/?]+')}(\\?.*)?$`);
  return exchanges.some(
    (exchange) =>
      exchange.method === method && pattern.test(exchange.path) && exchange.status < 300,
  );
}

/** Writes down every command that Redis gets; the answer ends it. */
async function watchRedis(url: string, commands: string[]): Promise<() => Promise<void>> {
  const client = new Redis(url);
  const monitor = await client.monitor();
  monitor.on('monitor', (_: string, args: readonly string[]) => void commands.push(args.join(' ')));
  return async () => {
    monitor.disconnect();
    client.disconnect();
  };
}
