import { importStatutes, type Evaluation } from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';
import {
  createEvaluationStore,
  createStatuteStore,
  createUnansweredStore,
  type Database,
} from '../../platform/mongo/index.ts';
import { buildStatute, numberArticles } from './build-statute-source.ts';
import { signInStaff } from './staff-client.ts';
import { adminPassword, openWalkHouse } from './walk-house.ts';

export const statute = '古桥照看条例';
const texts = {
  2020: [
    '照看人每日看桥一次，并记在本上。',
    '桥上不得晾衣、摆摊。',
    '旧桥由村照看，费用由县负担。',
    '违反第二条的，劝其离开。',
  ],
  2024: [
    '照看人每日看桥两次，早晚各一次，并记在本上。',
    '桥上不得晾衣、摆摊。',
    '夜间桥头要亮灯。',
    '违反第二条的，劝其离开；不听的，告知所在单位。',
  ],
} as const;

const dayMs = 24 * 60 * 60 * 1000;

/** A real process with something on every page of the knowledge base; all of it is invented. */
export async function openKnowledgeHouse() {
  const house = await openWalkHouse();
  const { database } = house;
  await fillStatutes(database);
  await fillUnanswered(createUnansweredStore(database));
  await fillEvaluations(createEvaluationStore(database));
  const staff = await signInStaff(house.url, 'admin', adminPassword);
  return { ...house, staff };
}
export type KnowledgeHouse = Awaited<ReturnType<typeof openKnowledgeHouse>>;

/** An invented statute in two versions, the newer one in force. */
export async function fillStatutes(database: Database): Promise<void> {
  const statutes = createStatuteStore(database, () => new Date());
  const sources = ([2020, 2024] as const).map((year) =>
    buildStatute({
      title: statute,
      adoptedOn: { day: `${year}-03-04`, source: '通过' },
      preamble: `2020年3月4日 议会通过${year === 2020 ? '' : ' 2024年3月4日 议会修订'}`,
      articles: numberArticles([...texts[year], `本条例自${year}年6月1日起施行。`]),
    }),
  );
  const options = { knownDates: [], knownEnds: [], checkedThrough: '2026-11-01', fold };
  await importStatutes({ store: statutes }, sources, options);
}

async function fillUnanswered(store: ReturnType<typeof createUnansweredStore>): Promise<void> {
  const asked = [
    '养老院收费太高找谁',
    '养老院收费太高应该找谁',
    '养老院收费涨得太高找谁管',
    '桥头晾衣服有人管吗',
    '猫丢了怎么办',
  ];
  for (const [at, question] of asked.entries()) {
    await store.record({
      id: `unanswered-${at}`,
      question,
      reason: at === 3 ? 'unhelpful' : 'none',
      at: new Date(Date.now() - at * 3600_000),
      personId: `person-${at}`,
    });
  }
}

/** Two weeks of trials that go a little better each day. */
async function fillEvaluations(store: ReturnType<typeof createEvaluationStore>): Promise<void> {
  for (let at = 14; at > 0; at -= 1) {
    const counts = {
      right: 120 - 3 * at,
      offered: 100,
      missed: 5 + 3 * at,
      wrong: 0,
      silent: 80,
      spoke: 0,
    };
    const trial: Evaluation = {
      id: `daily-invented-${at}`,
      at: new Date(Date.now() - at * dayMs),
      cause: 'daily',
      counts,
      failures: [],
    };
    await store.insert(trial);
  }
}
