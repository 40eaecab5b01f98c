import { randomUUID } from 'node:crypto';
import type { CanaryStaff } from './canary-knowledge.ts';
import type { ChatPerson } from './chat-person.ts';

/** Asks for a person and leaves the matter as a ticket, whether somebody is at the desk at this hour or not. */
export async function askForAnswer(person: Pick<ChatPerson, 'say'>): Promise<string> {
  const answer = await person.say('转人工');
  return answer.includes('留言') && !answer.includes('工单编号') ? person.say('留言') : answer;
}

/** Staff take the conversations of a ticket's person and of whoever is live, talk, and give them away in every way. */
export async function talkAtDesk(staff: CanaryStaff, number: string): Promise<void> {
  const path = '/api/admin/conversations';
  const { id } = (await staff('POST', `/api/admin/tickets/${number}/conversation`)).body;
  const one = `${path}/${id}`;
  const act = (body: object) => staff('POST', `${one}/actions`, { body });
  const { colleagues } = (await staff('GET', path)).body;
  await staff('GET', one);
  await staff('POST', `${one}/messages`, { body: { key: randomUUID(), text: '您好，我来接待。' } });
  await staff('POST', `${one}/typing`);
  await staff('POST', `${one}/answer`);
  await act({ action: 'read', seq: 1 });
  await act({ action: 'ask_draft' });
  const facts = { story: '网上说的一件事。' };
  const form = { key: randomUUID(), kind: 'consultation', openness: 'confidential', facts };
  await staff('POST', `${one}/tickets`, { body: form });
  await act({ action: 'release', note: '先接个电话' });
  await act({ action: 'take' });
  await act({ action: 'pass', to: colleagues[0]?.id ?? 'nobody' });
  await act({ action: 'close', note: '已说清' });
}
