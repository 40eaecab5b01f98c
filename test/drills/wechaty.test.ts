import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  findFreePort,
  makeDataDir,
  startDuxin,
  type DuxinProcess,
} from '../support/duxin-process.ts';
import { startFakeWechaty, type FakeWechaty } from '../support/fake-wechaty.ts';
import { readMemoryMb } from '../support/memory.ts';
import { signInStaff, type StaffClient } from '../support/staff-client.ts';
import { openWebChat, type WebChatPerson } from '../support/web-chat-person.ts';

const rounds = 10;
const password = 'Drill-horse-2026';
const blows = ['killed', 'hung', 'logged out'] as const;
type Blow = (typeof blows)[number];
/** The parent's memory is read after each blow; the middle of the last third may lie so far above those of the thirds before. */
const maxGrowthMb = 20;

const data = makeDataDir();
let fake: FakeWechaty;
let duxin: DuxinProcess;
let staff: StaffClient;
let person: WebChatPerson;
const answerMs: number[] = [];
let unanswered = 0;
const memoryMb: number[] = [];
const over = new AbortController();
let asking: Promise<void>;

beforeAll(async () => {
  fake = await startFakeWechaty();
  const PORT = String(await findFreePort());
  const env = { ...fake.env, PORT, DATA_DIR: data.path, ADMIN_PASSWORD: password };
  duxin = await startDuxin(env);
  staff = await signInStaff(duxin.url, 'admin', password);
  person = await openWebChat(duxin.url);
  await fake.waitForLogin(1);
  asking = askOn();
}, 120_000);
afterAll(async () => {
  over.abort();
  await asking;
  await person.leave();
  await duxin.stop();
  await fake.stop();
  data.remove();
});

/** Somebody writes to the page again and again; each answer's time is noted. */
async function askOn(): Promise<void> {
  while (!over.signal.aborted) {
    const from = Date.now();
    if ((await person.say('帮助')) === '') unanswered += 1;
    else answerMs.push(Date.now() - from);
    await sleep(500);
  }
}

function strike(blow: Blow): void {
  if (blow === 'killed') process.kill(fake.pids.at(-1) ?? 0, 'SIGKILL');
  else if (blow === 'hung') fake.hang();
  else fake.logOut();
}

/** Everybody writes once in their own name, twice as platforms do, and once more by a replay after the next login. */
const contactOf = (index: number): string => `contact-${index}`;
function write(index: number): void {
  const message = { id: `drill-${index}`, from: contactOf(index), text: '帮助' };
  fake.hear(message);
  fake.hear(message);
}
/** What nobody took is told again by the platform, under its own id. */
async function writeUntilAnswered(index: number): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (countSaidTo(index) === 0) {
    if (Date.now() > deadline) {
      const { body } = await staff.call('GET', '/channels');
      const channel = body.items.find(
        (item: { readonly channel: string }) => item.channel === 'wechaty',
      );
      throw new Error(`contact ${index} was never answered: ${JSON.stringify(channel)}`);
    }
    write(index);
    await sleep(3000);
  }
}
const countSaidTo = (index: number): number =>
  fake.said.filter(({ to }) => to === contactOf(index)).length;

async function endure(index: number, blow: Blow): Promise<void> {
  const logins = fake.countLogins();
  await writeUntilAnswered(index);
  // From here on nothing may lose it or do it again.
  strike(blow);
  // A restart by staff comes before the back-off that so many ends in a row would bring.
  if (blow === 'hung') await sleep(16_000);
  else await sleep(1000);
  await staff.call('POST', '/channels/wechaty/restart');
  await fake.waitForLogin(logins + 1, 90_000);
  write(index);
  memoryMb.push(readMemoryMb(duxin.pid));
}

it('the child is killed, hung and logged out ten times each, and nobody else notices', async () => {
  let index = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const blow of blows) {
      await endure(index, blow);
      index += 1;
    }
  }
  // One more contact: what came before has passed when this one is answered.
  await writeUntilAnswered(index);
  await sleep(5000);

  const said = Array.from({ length: index }, (_, each) => countSaidTo(each));
  const third = index / 3;
  const thirds = [0, 1, 2].map((each) =>
    findMiddle(memoryMb.slice(each * third, (each + 1) * third)),
  );
  const growthMb = (thirds[2] ?? 0) - Math.max(...thirds.slice(0, 2));
  process.stdout.write(
    `${index} blows, ${new Set(fake.pids).size} children · page: ${answerMs.length} answers, ${unanswered} missing, ` +
      `middle ${findMiddle(answerMs)} ms, longest ${Math.max(...answerMs)} ms · ` +
      `parent, by thirds of the blows: ${thirds.map((mb) => mb.toFixed(0)).join(', ')} MB · ` +
      `contacts answered once: ${said.filter((count) => count === 1).length} of ${index}\n`,
  );
  expect(said).toEqual(said.map(() => 1));
  expect(growthMb).toBeLessThan(maxGrowthMb);
  expect(unanswered).toBe(0);
  expect(answerMs.length).toBeGreaterThan(index);
}, 1_500_000);

function findMiddle(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}
