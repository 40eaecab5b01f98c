import { randomUUID } from 'node:crypto';
import type { StaffAnswer } from '../staff-client.ts';
import type { CarryOut, Desk } from './staff.ts';

async function findEntry(question: string, { call }: Desk): Promise<string> {
  const query = encodeURIComponent(question);
  const { body } = await call('GET', `/knowledge?query=${query}`);
  const id: unknown = body.items?.[0]?.id;
  if (typeof id !== 'string') throw new Error(`no such entry: ${question}`);
  return id;
}

async function publish(id: string, { call }: Desk): Promise<StaffAnswer> {
  const path = `/knowledge/entries/${id}`;
  const { version } = (await call('GET', path)).body;
  await call('POST', `${path}/review`, { version });
  return call('POST', `${path}/publish`, { version: version + 1 });
}

/** What editors do with the answers. */
export const knowledgeOrders: Readonly<Record<string, CarryOut>> = {
  /** 发布「question」「answer」 */
  async 发布({ words: [question = '', answer = ''] }, desk) {
    const id = `e-${randomUUID().replaceAll('-', '').slice(0, 24)}`;
    const text = {
      kind: 'question',
      area: '其他',
      audience: 'public',
      question,
      similar: [],
      answer,
      citations: [],
    };
    const created = await desk.call('POST', '/knowledge/entries', { id, text });
    return created.status < 300 ? publish(id, desk) : created;
  },
  /** 更正「question」「what is right」 */
  async 更正({ words: [question = '', correction = ''] }, desk) {
    const entryId = await findEntry(question, desk);
    const { body } = await desk.call('GET', `/knowledge/entries/${entryId}`);
    return desk.call('POST', '/knowledge/recalls', {
      id: `recall-${randomUUID()}`,
      entryId,
      versions: [body.live.version],
      correction,
    });
  },
};
