import { createGoodCall, type CanaryStaff } from './canary-knowledge.ts';

type Holder = (method: string, path: string, more: { readonly body: unknown }) => Promise<unknown>;

/** Asks the reporter of a ticket whether a unit may be written to, and answers by the receipt code. */
export async function askForContact(
  staff: CanaryStaff,
  holder: Holder,
  { number, code }: { readonly number: string; readonly code: string },
): Promise<void> {
  const call = createGoodCall(staff);
  const path = `/tickets/${number}/contact`;
  const words = '请说明检查时是否出示执法证件。';
  await call('POST', `${path}/clues`, { words });
  const { version, conducts } = await call('GET', path);
  const match = { unit: '某某局', conduct: conducts[0].id };
  await call('POST', path, { kind: 'ask', version, words, ...match });
  const { history } = await call('GET', `/tickets/${number}`);
  const question = history.at(-1).seq;
  for (const choice of ['fold', 'stop']) {
    const body = { code, id: `canary-act-${choice}`, choice, question, language: 'zh-CN' };
    await holder('POST', '/progress/contact', { body });
  }
}
