import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  findFreePort,
  makeDataDir,
  startDuxin,
  type DuxinProcess,
} from '../support/duxin-process.ts';
import { signInStaff, type StaffClient } from '../support/staff-client.ts';
import { waitFor } from '../support/wait-for.ts';
import { openWebChat, type WebChatPerson } from '../support/web-chat-person.ts';

const password = 'Recall-test-2026';
const question = '观鸟塔几点开门？';
const wrong = '观鸟塔上午十点开门。';
const right = '观鸟塔上午八点开门。';
const correction = '观鸟塔其实上午八点就开门。';
const otherQuestion = '划船要不要买票？';
const heading = '更正：';
const quietMs = 3000;

const countCorrections = (people: readonly WebChatPerson[]) =>
  people.map((person) => person.countHeard(correction));

describe('the recall of a wrong answer, through the real service', () => {
  const dataDir = makeDataDir();
  let env: Parameters<typeof startDuxin>[0];
  let duxin: DuxinProcess;
  let staff: StaffClient;
  let misled: readonly WebChatPerson[] = [];
  let later: WebChatPerson;
  let other: WebChatPerson;
  let wrongVersion = 0;

  beforeAll(async () => {
    env = {
      PORT: String(await findFreePort()),
      DATA_DIR: dataDir.path,
      ADMIN_PASSWORD: password,
      UNDO_MS: '0',
    };
    duxin = await startDuxin(env);
    staff = await signInStaff(duxin.url, 'admin', password);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([...misled, later, other].map((person) => person.leave()));
    await duxin.stop();
    dataDir.remove();
  }, 60_000);

  async function restart(): Promise<void> {
    await duxin.kill();
    duxin = await startDuxin(env);
  }

  /** Reviews and publishes what was written last; answers the version that people get from now on. */
  async function publish(id: string): Promise<number> {
    const path = `/knowledge/entries/${id}`;
    const { version } = (await staff.call('GET', path)).body;
    await staff.call('POST', `${path}/review`, { version });
    const published = await staff.call('POST', `${path}/publish`, { version: version + 1 });
    if (published.status !== 200) throw new Error(`publish answered ${published.status}`);
    return published.body.live.version;
  }

  async function write(id: string, asked: string, answer: string): Promise<number> {
    const text = {
      kind: 'question',
      area: '其他',
      audience: 'public',
      question: asked,
      similar: [],
      answer,
      citations: [],
    };
    const created = await staff.call('POST', '/knowledge/entries', { id, text });
    if (created.status !== 200) throw new Error(`creating answered ${created.status}`);
    return publish(id);
  }

  async function ask(asked: string, answer: string): Promise<WebChatPerson> {
    const person = await openWebChat(duxin.url);
    await person.say(asked);
    await waitFor(() => person.countHeard(answer) === 1, 30_000);
    return person;
  }

  const recall = () =>
    staff.call('POST', '/knowledge/recalls', {
      id: 'recall-of-the-wrong-hours',
      entryId: tower,
      versions: [wrongVersion],
      correction,
    });
  const tower = `e-${'t'.repeat(24)}`;

  test('three people get the answer, one a later version of it, one the answer to something else', async () => {
    wrongVersion = await write(tower, question, wrong);
    await write(`e-${'b'.repeat(24)}`, otherQuestion, '划船不要票。');
    misled = [await ask(question, wrong), await ask(question, wrong), await ask(question, wrong)];
    other = await ask(otherQuestion, '划船不要票。');
    const path = `/knowledge/entries/${tower}`;
    const { text, version } = (await staff.call('GET', path)).body;
    const { citations: _, ...plain } = text;
    const edited = { ...plain, answer: right, citations: [] };
    await staff.call('PUT', path, { version, text: edited });
    expect(await publish(tower)).toBeGreaterThan(wrongVersion);
    later = await ask(question, right);
    const trial = { entryId: tower, versions: [wrongVersion] };
    const { body } = await staff.call('POST', '/knowledge/recalls/trial', trial);
    expect(body.people).toBe(3);
  }, 120_000);

  test('exactly the three are told, each once, although the service is killed meanwhile', async () => {
    const sending = recall();
    await sleep(40);
    await restart();
    await sending;
    await waitFor(() => countCorrections(misled).every((count) => count > 0), 60_000);
    await sleep(quietMs);
    expect(countCorrections(misled)).toEqual([1, 1, 1]);
    expect(countCorrections([later, other])).toEqual([0, 0]);
    const [words] = misled.map(({ lines }) => lines.find(({ text }) => text.startsWith(heading)));
    expect(words?.text).toContain(question);
  }, 120_000);

  test('a repeat, and another start of the service, tell nobody anything', async () => {
    expect((await recall()).body.items).toMatchObject([{ told: 3, correction }]);
    await restart();
    await sleep(quietMs);
    expect(countCorrections([...misled, later, other])).toEqual([1, 1, 1, 0, 0]);
  }, 120_000);
});
