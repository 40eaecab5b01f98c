import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectDatabase, type Database } from '../../platform/mongo/index.ts';
import { newMasterKey } from '../../platform/seal/index.ts';
import {
  findFreePort,
  makeDataDir,
  startDuxin,
  type DuxinProcess,
} from '../support/duxin-process.ts';
import { startTestServer, type TestServer } from '../support/mongo.ts';
import { signInStaff } from '../support/staff-client.ts';

type Staff = Awaited<ReturnType<typeof signInStaff>>;

const password = 'Right-horse-7';
const writers = 8;
const documentsEach = 25;
const data = makeDataDir();
let server: TestServer;
let database: Database;
let env: Readonly<Record<string, string>>;
let houses: readonly DuxinProcess[];

beforeAll(async () => {
  server = await startTestServer();
  env = {
    DATA_DIR: data.path,
    MONGODB_URI: server.uri,
    SECRET_KEY: newMasterKey().toString('base64'),
    ADMIN_PASSWORD: password,
    // Papers are printed by a worker, which this drill has none of: it is about numbers.
    ROLES: 'web',
  };
  const start = async () =>
    startDuxin({ ...env, DATA_DIR: data.path, PORT: String(await findFreePort()) });
  houses = [await start(), await start()];
  database = await connectDatabase(server.uri);
}, 120_000);
afterAll(async () => {
  await Promise.all(houses.map((house) => house.stop()));
  await database.close();
  await server.stop();
  data.remove();
});

/** A head of section at one of the two processes, past the first password. */
async function addSigner(admin: Staff, index: number): Promise<Staff> {
  const url = houses[index % houses.length]?.url ?? '';
  const username = `head.${index}`;
  const account = { username, name: `科长${index}`, roles: ['section_head'], password };
  await expectGood(admin.call('POST', '/accounts', account));
  const first = await signInStaff(url, username, password);
  const next = `${password}-next`;
  await expectGood(first.call('POST', '/session/password', { current: password, next }));
  return signInStaff(url, username, next);
}

async function expectGood(asked: ReturnType<Staff['call']>) {
  const { status, body } = await asked;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

/** Drafts by one person, approves and signs by another; the answer is the number. */
async function issueOne(drafter: Staff, signer: Staff): Promise<string> {
  const drafted = await expectGood(
    drafter.call('POST', '/documents', {
      key: randomUUID(),
      kind: 'acceptance_notice',
      values: {
        addressedTo: '来信人',
        fields: { dueOn: '2026年12月1日', contact: '王同志' },
        paragraphs: [{ kind: 'text', text: '您反映的事项，现予受理。' }],
      },
    }),
  );
  const path = `/documents/${drafted.id}/steps`;
  let { version } = drafted;
  let number = '';
  for (const [staff, action] of [
    [drafter, 'submit'],
    [signer, 'approve'],
    [signer, 'sign'],
  ] as const) {
    const after = await expectGood(staff.call('POST', path, { action, version }));
    ({ version, number } = after);
  }
  return number;
}

/** 司监受〔2026〕12号, by its 12. */
const bySeq = (a: string, b: string) => Number(a.slice(9, -1)) - Number(b.slice(9, -1));

const stored = () => database.connection.getClient().db(database.connection.name);

/** `npm run documents:verify` over the drill's database. */
async function verify(): Promise<{ readonly code: number; readonly words: string }> {
  try {
    const args = ['run', '--silent', 'documents:verify'];
    const { stdout } = await promisify(execFile)('npm', args, { env: { ...process.env, ...env } });
    return { code: 0, words: stdout };
  } catch (error) {
    const { code, stderr } = Object(error);
    return { code, words: String(stderr) };
  }
}

test('200 documents signed by 8 writers in two processes have the numbers 1 to 200, and a changed byte is named', async () => {
  const admin = await signInStaff(houses[0]?.url ?? '', 'admin', password);
  const drafters = await Promise.all(houses.map(({ url }) => signInStaff(url, 'admin', password)));
  const signers: Staff[] = [];
  for (let index = 0; index < writers; index += 1) signers.push(await addSigner(admin, index));

  const began = Date.now();
  const numbers = await Promise.all(
    signers.map(async (signer, index) => {
      const drafter = drafters[index % drafters.length] ?? admin;
      const own: string[] = [];
      while (own.length < documentsEach) own.push(await issueOne(drafter, signer));
      return own;
    }),
  );
  const seconds = (Date.now() - began) / 1000;
  process.stdout.write(`${Math.round((writers * documentsEach) / seconds)} documents/s\n`);

  const all = Array.from({ length: writers * documentsEach }, (_, index) => index + 1);
  const year = new Date().toLocaleDateString('en-CA', { timeZone: 'Asia/Shanghai' }).slice(0, 4);
  expect(numbers.flat().toSorted(bySeq)).toEqual(all.map((seq) => `司监受〔${year}〕${seq}号`));
  const documents = stored().collection('documents');
  const kept = await documents.find({}, { sort: { 'number.seq': 1 } }).toArray();
  expect(kept.map((document) => document['number'].seq)).toEqual(all);

  expect(await verify()).toMatchObject({
    code: 0,
    words: expect.stringContaining('200 documents'),
  });
  const victim = String(kept[76]?._id);
  await documents.updateOne(
    { 'number.seq': 77 },
    { $set: { 'paragraphs.0.text': '您反映的事项，现不予受理。' } },
  );
  const { code, words } = await verify();
  expect(code).toBe(1);
  expect(words.split('\n').filter((line) => line.startsWith('d-'))).toEqual([
    `${victim} 司监受〔${year}〕77号 was changed past its steps`,
    `${victim} 司监受〔${year}〕77号 does not read as it was signed`,
  ]);
  await documents.deleteOne({ 'number.seq': 12 });
  expect((await verify()).words).toContain(
    `acceptance_notice ${year} 12 is a number that no document has`,
  );
}, 300_000);
