import type { RecordedHttp } from './recorded-http.ts';

/** A colleague at the desk, every exchange of whom is kept. */
export type CanaryStaff = Awaited<ReturnType<RecordedHttp['signIn']>>['call'];
type Json = ReturnType<typeof JSON.parse>;

/** What an editor publishes, for people to ask. */
export const askedQuestion = '观鸟塔几点开门？';
export const wrongAnswer = '观鸟塔上午十点开门。';
const text = {
  kind: 'question',
  area: '其他',
  audience: 'public',
  question: askedQuestion,
  similar: ['观鸟塔什么时候开'],
  answer: wrongAnswer,
  citations: [],
};
const entryId = `e-${'canary'.repeat(4)}`;
const entry = `/knowledge/entries/${entryId}`;

/** Calls the desk's API, and throws on whatever is not answered well. */
export function createGoodCall(staff: CanaryStaff) {
  return async function call(method: string, path: string, body?: unknown): Promise<Json> {
    const answer = await staff(method, `/api/admin${path}`, body === undefined ? {} : { body });
    if (answer.status >= 300) {
      throw new Error(`${method} ${path} answered ${answer.status} ${answer.text}`);
    }
    return answer.body;
  };
}

/** Writes an entry, looks at it from all sides and publishes it; `badWords` are sent where they are refused. */
export async function publishEntry(staff: CanaryStaff, badWords: string): Promise<void> {
  const call = createGoodCall(staff);
  await staff('POST', '/api/admin/knowledge/entries', {
    body: { id: badWords, text: { ...text, [badWords]: badWords } },
  });
  await call('POST', '/knowledge/entries', { id: entryId, text });
  const similar = [...text.similar, '观鸟塔的开门时间'];
  await call('PUT', entry, { version: 1, text: { ...text, similar } });
  await call('GET', `${entry}/diff?older=1&newer=2`);
  await call('POST', '/knowledge/preview', text);
  await call('GET', `/knowledge/preview?text=${encodeURIComponent(askedQuestion)}`);
  await call('GET', `/knowledge/similar?text=${encodeURIComponent(askedQuestion)}`);
  await call('GET', `/knowledge/articles?query=${encodeURIComponent('看桥')}`);
  await call('POST', '/knowledge/citations', { text: '《古桥照看条例》第二条' });
  const [{ id: ownerId }] = (await call('GET', '/accounts')).items;
  await step(staff, 'assign', { ownerId, reviewDueOn: '2030-01-01' });
  await step(staff, 'review');
  await step(staff, 'publish', { at: '2030-01-01T00:00:00Z' });
  await step(staff, 'unschedule');
  await step(staff, 'publish');
  await step(staff, 'settle');
}

/** Corrects what was published for all who were given it, and takes it out; how many these were. */
export async function recallEntry(staff: CanaryStaff): Promise<number> {
  const call = createGoodCall(staff);
  const { versions, people } = await call('POST', '/knowledge/recalls/trial', { entryId });
  await call('POST', '/knowledge/recalls', {
    id: 'recall-of-the-canary',
    entryId,
    versions: [versions[0].version],
    correction: '观鸟塔其实上午八点就开门。',
  });
  await call('GET', '/knowledge/recalls');
  await step(staff, 'restore', { revision: 1 });
  await step(staff, 'retire');
  return people;
}

async function step(staff: CanaryStaff, name: string, more: object = {}): Promise<void> {
  const call = createGoodCall(staff);
  const { version } = await call('GET', entry);
  await call('POST', `${entry}/${name}`, { version, ...more });
}

/** Adds a golden question and takes it away, and has all of them asked. */
export async function askGolden(staff: CanaryStaff): Promise<void> {
  const call = createGoodCall(staff);
  const id = `g-${'canary'.repeat(4)}`;
  const expects = { kind: 'entry', id: entryId };
  await call('POST', '/knowledge/golden', { id, question: askedQuestion, expects });
  await call('GET', '/knowledge/golden');
  await call('POST', '/knowledge/evaluations', { id: `v-${'canary'.repeat(4)}` });
  await call('GET', '/knowledge/evaluations');
  await call('DELETE', `/knowledge/golden/${id}`);
}

/** Reads what nobody could answer and closes it; the words that editors saw. */
export async function closeUnanswered(staff: CanaryStaff): Promise<readonly string[]> {
  const call = createGoodCall(staff);
  const { groups } = await call('GET', '/knowledge/unanswered');
  const questions: readonly { readonly id: string; readonly question: string }[] = groups.flatMap(
    (group: Json) => group.questions,
  );
  const ids = questions.map(({ id }) => id);
  await call('POST', '/knowledge/unanswered/close', { state: 'answered', ids, entryId });
  return questions.map(({ question }) => question);
}

/** An entry proposed out of an answered consultation, and one out of a closed complaint; their words. */
export async function proposeEntries(
  staff: CanaryStaff,
  numbers: { readonly answered: string; readonly closed: string },
): Promise<readonly string[]> {
  const call = createGoodCall(staff);
  const proposals = [
    await call('GET', `/tickets/${numbers.answered}/proposal?from=answer`),
    await call('GET', `/tickets/${numbers.closed}/proposal?from=case`),
  ];
  return proposals.map((proposal) => proposal.text.question + proposal.text.answer);
}

/** Reads the statutes that the house has, of which the first has two versions. */
export async function readStatutes(staff: CanaryStaff): Promise<void> {
  const call = createGoodCall(staff);
  const { items } = await call('GET', '/knowledge/statutes');
  const [newer, older] = items[0].versions.map(({ id }: Json) => encodeURIComponent(id));
  await call('GET', `/knowledge/statutes/articles?version=${newer}`);
  await call('GET', `/knowledge/statutes/comparison?older=${older}&newer=${newer}`);
}

/** Has the desk learn from what was confirmed so far, and chooses what sorts. */
export async function chooseSorting(staff: CanaryStaff): Promise<void> {
  const call = createGoodCall(staff);
  await call('POST', '/sorting/trainings');
  await call('PUT', '/sorting/area/choice', { kind: 'none' });
  await call('GET', '/sorting');
}
