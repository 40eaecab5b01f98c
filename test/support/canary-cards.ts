import { createDeadlineStore } from '../../platform/mongo/index.ts';
import { createGoodCall, type CanaryStaff } from './canary-knowledge.ts';
import { unitLimitId } from './canary-portal.ts';
import type { FakeWecom } from './fake-wecom.ts';
import { waitFor } from './wait-for.ts';
import type { WalkHouse } from './walk-house.ts';

/** Who is linked to WeCom here. */
export const cardHolders = { officer: 'canary.officer', expert: 'canary.expert' };

type World = {
  readonly house: WalkHouse;
  readonly wecom: FakeWecom;
  readonly staff: CanaryStaff;
  /** The ticket that an expert is asked about. */
  readonly number: string;
  /** The ticket behind the paper that was served on the unit. */
  readonly served: string;
};

/** Asks the expert once more and lets the unit's limit pass; answers with the cards that either gets, as WeCom has them. */
export async function watchCards({ house, wecom, staff, number, served }: World) {
  const call = createGoodCall(staff);
  const link = async (username: string, wecomUserId: string): Promise<void> => {
    const { items } = await call('GET', '/accounts');
    const { id, version } = items.find((one: { readonly username: string }) => {
      return one.username === username;
    });
    await call('PATCH', `/accounts/${id}`, { version, wecomUserId });
  };
  await link('agency.officer', cardHolders.officer);
  await link('expert', cardHolders.expert);
  await askAgain(call, number);
  await passLimit(house, served);
  await waitFor(async () => {
    await bringForward(house);
    const { noticesTo } = wecom.app;
    return Object.values(cardHolders).every((userId) => noticesTo(userId).length > 0);
  }, 20_000);
  const listCards = (userId: string): readonly string[] =>
    wecom.app.noticesTo(userId).map((card) => JSON.stringify(card));
  return { officer: listCards(cardHolders.officer), expert: listCards(cardHolders.expert) };
}

async function askAgain(call: ReturnType<typeof createGoodCall>, number: string): Promise<void> {
  const { version } = await call('GET', `/tickets/${number}`);
  const [{ id: expertId }] = (await call('GET', `/tickets/${number}/experts`)).items;
  const words = { brief: '执法程序是否妥当，请再予判断。', question: '为什么？' };
  await call('POST', `/tickets/${number}/expert-asks`, { expertId, ...words, version });
}

async function passLimit({ database }: WalkHouse, number: string): Promise<void> {
  const ticket = await database.connection.collection('tickets').findOne({ number });
  const past = new Date(Date.now() - 60_000);
  await createDeadlineStore(database).insert({
    id: unitLimitId,
    version: 1,
    ticketId: String(ticket?._id),
    number,
    limit: 'response',
    startedAt: new Date(past.getTime() - 60_000),
    dueAt: past,
    isProvisional: false,
    state: 'running',
    profile: 1,
    sourceVersion: 1,
    fired: [],
    nextAt: past,
  });
}

/** Whatever the hour is: cards wait for the office to open. */
async function bringForward({ database }: WalkHouse): Promise<void> {
  const isWaiting = { purpose: { $in: ['opinion_asked', 'unit_limit'] }, attempts: 0 };
  await database.connection
    .collection('staffcalls')
    .updateMany({ ...isWaiting, dueAt: { $exists: true } }, { $set: { dueAt: new Date(0) } });
}
