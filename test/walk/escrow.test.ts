import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { backupFolder, startEmbeddedMongo } from '../../platform/embedded-mongo/index.ts';
import { connectDatabase } from '../../platform/mongo/index.ts';
import { newMasterKey } from '../../platform/seal/index.ts';
import { addDays, toShanghaiDay } from '../../tickets/index.ts';
import { createChatPerson, type ChatPerson } from '../support/chat-person.ts';
import {
  findFreePort,
  makeDataDir,
  startDuxin,
  type DuxinProcess,
} from '../support/duxin-process.ts';
import { dump } from '../support/escrow-world.ts';
import { recordHttp, type RecordedHttp } from '../support/recorded-http.ts';
import { findGivenServer } from '../support/test-databases.ts';
import { waitFor } from '../support/wait-for.ts';
import { adminPassword } from '../support/walk-house.ts';

const unit = '鹂雀区城市巡查大队';
const story = '鹂雀桥头第三家修车铺被连查九次，检查的时候没有出示证件，罚款也没有开收据。';
/** None of these may be seen while two of three wait. */
const canaries = [unit, '城市巡查', '鹂雀', '修车铺', '连查九次'];
/** Typed by staff; says nothing on screen of what is sealed, but lies in no dump. */
const viewName = '灰鹤街执法队的投诉';
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const dataDir = makeDataDir();
let elsewhere = '';
let duxin: DuxinProcess;
let http: RecordedHttp;
let staff: Awaited<ReturnType<RecordedHttp['signIn']>>['call'];

beforeAll(async () => {
  elsewhere = await mkdtemp(join(tmpdir(), 'duxin-'));
  const keyFile = join(elsewhere, 'secret.key');
  await writeFile(keyFile, `${newMasterKey().toString('base64')}\n`, { mode: 0o600 });
  duxin = await startDuxin({
    PORT: String(await findFreePort()),
    DATA_DIR: dataDir.path,
    SECRET_KEY_FILE: keyFile,
    ADMIN_PASSWORD: adminPassword,
    UNDO_MS: '0',
    LOG_LEVEL: 'debug',
  });
  http = recordHttp(duxin.url);
  staff = (await http.signIn('admin', adminPassword)).call;
}, 120_000);
afterAll(async () => {
  await duxin.stop();
  dataDir.remove();
  await rm(elsewhere, { recursive: true, force: true });
});

type Report = { readonly person: ChatPerson; readonly number: string; readonly code: string };

/** Files a complaint against the unit, with a picture that bears its name. */
async function report(): Promise<Report> {
  const person = await createChatPerson(http);
  await person.say('投诉');
  await person.say(story);
  await person.say(unit);
  const said = await person.say('提交');
  const number = /工单编号：(\d{10})/.exec(said)?.[1] ?? '';
  const code = /查询码：([0-9A-Z-]{16,})/.exec(said)?.[1] ?? '';
  const form = new FormData();
  form.set('code', code);
  form.set('id', 'escrow-act-file');
  form.set('language', 'zh-CN');
  form.set('file', new Blob([new Uint8Array(png)]), `${unit}.png`);
  await http.as('code_holder', {})('POST', '/progress/files', { raw: form });
  return { person, number, code };
}

/** Staff draft a paper to the unit; returns its id. */
async function draftPaper({ number }: Report): Promise<string> {
  const fields = { files: `${unit}的检查案卷`, contact: '王同志' };
  const values = { title: `调取${unit}案卷的通知`, paraphrase: `请${unit}说明。`, fields };
  const draft = { key: randomUUID(), kind: 'case_file_notice', ticketNumber: number, values };
  const { status, body } = await staff('POST', '/api/admin/documents', { body: draft });
  expect(status).toBe(201);
  return body.id;
}

const readContact = async (number: string) =>
  (await staff('GET', `/api/admin/tickets/${number}/contact`)).body;

/** Staff ask in the exact words; the person hears the question with its four numbers. */
async function ask({ person, number }: Report): Promise<void> {
  const { version, conducts } = await readContact(number);
  const words = `请${unit}说明检查时是否亮证。`;
  const body = { kind: 'ask', version, words, unit, conduct: conducts[1].id };
  const { status } = await staff('POST', `/api/admin/tickets/${number}/contact`, { body });
  expect(status).toBe(200);
  await waitFor(
    async () => (await person.readAnswers()).some((text) => text.includes(words)),
    30_000,
  );
}

const findLeaks = (text: string): readonly string[] =>
  canaries.filter((canary) => text.includes(canary));

/** Every path of the description that can be read, with what stands for its parameters. */
async function listReadable(numbers: readonly string[]): Promise<readonly string[]> {
  const { paths } = (await http.ask('GET', '/api/openapi.json')).body;
  const readable = Object.keys(paths).filter((path) => 'get' in paths[path]);
  return readable.flatMap((path) =>
    path.includes('{') ? numbers.map((number) => path.replaceAll(/\{\w+\}/g, number)) : [path],
  );
}

/** What a member of staff can try at two sealed tickets. */
async function tryEverything(numbers: readonly string[]): Promise<void> {
  const search = encodeURIComponent(unit);
  const [from, to] = [-1, 1].map((days) => addDays(toShanghaiDay(new Date()), days));
  const paths = [
    ...(await listReadable(numbers)),
    `/api/admin/tickets?query=${search}`,
    `/api/admin/tickets?query=${encodeURIComponent('修车铺')}`,
    `/api/admin/problems?unit=${search}`,
    `/api/admin/ticket-exports?from=${from}&to=${to}&as=csv`,
    `/api/admin/problems/export?as=csv`,
  ];
  for (const path of paths) {
    if (!path.endsWith('/events')) await staff('GET', path);
  }
  for (const as of ['csv', 'xlsx']) {
    await staff('POST', '/api/admin/ticket-exports', { body: { from, to, as } });
  }
  for (const number of numbers) await tryOne(number);
  const { body } = await staff('GET', '/api/admin/conversations');
  const talks = Object.values(body)
    .flat()
    .filter((one) => Object(one).id !== undefined);
  for (const talk of talks) await staff('GET', `/api/admin/conversations/${Object(talk).id}`);
}

async function tryOne(number: string): Promise<void> {
  const path = `/api/admin/tickets/${number}`;
  const { version, evidence = [], lines = [] } = (await staff('GET', path)).body;
  for (const action of ['accept', 'assign', 'split', 'reply', 'undo', 'transfer', 'resume']) {
    const values = { text: '请说明', part1: '一件', part2: '两件' };
    await staff('POST', `${path}/actions`, { body: { action, version, values, reason: '看一看' } });
  }
  const plead = { kind: 'plead', version, reason: '想看看是哪个单位' };
  for (const body of [plead, { ...plead, kind: 'grant' }]) {
    await staff('POST', `${path}/contact`, { body });
  }
  await staff('POST', `${path}/contact/clues`, { body: { words: '请说明' } });
  await staff('POST', `${path}/reveal`, { body: { reason: '电话核实' } });
  for (const { id, fileId = id } of [...evidence, ...lines]) {
    const reason = { reason: '核对原件' };
    await staff('GET', `/api/admin/files/${fileId}`);
    await staff('POST', `/api/admin/files/${fileId}/original`, { body: reason });
  }
  await staff('GET', `${path}/proposal?from=case`);
}

/** The bytes of a real backup, made while the house runs. */
async function backUp(name: string): Promise<string> {
  const target = join(elsewhere, name);
  await backupFolder(dataDir.path, target);
  return (await readFile(join(target, 'data.mdb'))).toString('utf8');
}

const isEmbedded = findGivenServer() === undefined;

describe('reports that wait for each other', () => {
  const reports: Report[] = [];
  let paperId = '';

  test('can be read before anybody chose to wait', async () => {
    for (let count = 0; count < 2; count += 1) reports.push(await report());
    for (const one of reports) await ask(one);
    const [first] = reports;
    if (first === undefined) throw new Error('nobody reported');
    const { text } = await staff('GET', `/api/admin/tickets/${first.number}`);
    expect(findLeaks(text)).toEqual(canaries);
    paperId = await draftPaper(first);
    const paper = await staff('GET', `/api/admin/documents/${paperId}`);
    expect(findLeaks(paper.text)).toContain(unit);
    const view = { key: randomUUID(), name: viewName, isShared: true, filters: {}, columns: [] };
    expect((await staff('POST', '/api/admin/views', { body: view })).status).toBe(200);
  }, 120_000);

  (isEmbedded ? describe : describe.skip)('as a backup', () => {
    test('still show it before anybody chose', async () => {
      expect(findLeaks(await backUp('before')).length).toBeGreaterThan(0);
    });
  });

  test('are seen by nobody, anywhere, while they are two of three', async () => {
    for (const { person } of reports) expect(await person.say('3')).toContain('封存');
    const isSealed = async ({ number }: Report) =>
      (await readContact(number)).isSealed === true &&
      findLeaks((await staff('GET', `/api/admin/tickets/${number}`)).text).length === 0;
    await waitFor(async () => (await Promise.all(reports.map(isSealed))).every(Boolean), 20_000);
    // Half of another exchange, in which both are named again.
    await reports[0]?.person.say('投诉');
    await reports[0]?.person.say(`${unit}又来了，${story}`);
    const from = http.exchanges.length;
    await tryEverything(reports.map(({ number }) => number));
    const papers = [`/${paperId}`, `/${paperId}/preview`, `?ticket=${reports[0]?.number}`, ''];
    for (const path of papers) await staff('GET', `/api/admin/documents${path}`);
    const { status, body } = await staff('GET', `/api/admin/documents/${paperId}`);
    expect(status).toBe(200);
    const edit = { version: body.version, values: { title: '改一改' } };
    const edited = await staff('PUT', `/api/admin/documents/${paperId}`, { body: edit });
    expect(edited.status).toBe(422);
    const seen = http.exchanges.slice(from).filter(({ asker }) => asker === 'staff');
    expect(seen.length).toBeGreaterThan(60);
    const leaks = seen.flatMap(({ method, path, text, headers }) =>
      findLeaks(`${headers} ${text}`).map((canary) => `${canary} in ${method} ${path}`),
    );
    expect(leaks).toEqual([]);
    expect(findLeaks(duxin.output())).toEqual([]);
  }, 120_000);

  (isEmbedded ? describe : describe.skip)('as files', () => {
    test('are in no backup and no dump of the database without the key', async () => {
      expect(findLeaks(await backUp('during'))).toEqual([]);
      const server = await startEmbeddedMongo({ dataDir: dataDir.path });
      const database = await connectDatabase(server.uri, { dbName: 'duxin' });
      const dumped = await dump(database);
      await database.close();
      await server.stop();
      expect(dumped.length).toBeGreaterThan(10_000);
      const isLeak = (line: string) => findLeaks(line).length > 0 || line.includes(viewName);
      expect(dumped.split('\n').filter(isLeak)).toEqual([]);
    });
  });

  test('are all three open when the third has come', async () => {
    const third = await report();
    await ask(third);
    expect(await third.person.say('3')).toContain('封存');
    reports.push(third);
    const readAll = () =>
      Promise.all(
        reports.map(
          async ({ number }) => (await staff('GET', `/api/admin/tickets/${number}`)).text,
        ),
      );
    await waitFor(
      async () => (await readAll()).every((text) => findLeaks(text).length === canaries.length),
      30_000,
    );
    for (const { person } of reports) {
      await waitFor(
        async () => (await person.readAnswers()).some((text) => text.includes('封存已经打开')),
        20_000,
      );
    }
    const paper = await staff('GET', `/api/admin/documents/${paperId}`);
    expect(findLeaks(paper.text)).toContain(unit);
  }, 120_000);
});

test('those whose reports are merged are asked and answer each for themselves, and never learn of the other', async () => {
  const [leading, merged] = [await report(), await report()];
  const path = `/api/admin/tickets/${merged.number}`;
  const { version } = (await staff('GET', path)).body;
  const values = { into: leading.number };
  const body = { action: 'merge', version, values, reason: '同一件事' };
  expect((await staff('POST', `${path}/actions`, { body })).status).toBe(200);
  await ask(leading);
  const words = `请${unit}说明检查时是否亮证。`;
  const isAsked = async () =>
    (await merged.person.readAnswers()).some((one) => one.includes(words));
  await waitFor(isAsked, 30_000);
  expect(await merged.person.say('3')).toContain('不能再封存');
  expect(await merged.person.say('1')).toContain(`记下了：${merged.number}`);
  const holder = http.as('code_holder', {});
  const read = ({ code }: Report) => holder('POST', '/progress', { body: { code } });
  const { question } = (await read(leading)).body.contact;
  const answer = { code: leading.code, id: 'escrow-act-stop', choice: 'stop', question };
  await holder('POST', '/progress/contact', { body: { ...answer, language: 'zh-CN' } });
  const { voices } = await readContact(leading.number);
  expect(voices).toMatchObject([
    { number: leading.number, state: 'stop' },
    { number: merged.number, state: 'go_on' },
  ]);
  const told = [...(await merged.person.readAnswers()), (await read(merged)).text].join('\n');
  expect(told).not.toContain(leading.number);
  expect((await read(leading)).text).not.toContain(merged.number);
}, 120_000);
