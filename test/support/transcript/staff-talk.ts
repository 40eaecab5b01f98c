import { randomUUID } from 'node:crypto';
import type { CarryOut, Desk } from './staff.ts';

const current = '接待';
const base = '/conversations';

function toPath({ names }: Desk): string {
  const id = names.get(current);
  if (id === undefined) throw new Error('no conversation was taken over');
  return `${base}/${id}`;
}

/** Who waits, in the order in which they asked. */
async function listWaiting({ call }: Desk): Promise<readonly string[]> {
  const { body } = await call('GET', base);
  const items: readonly {
    readonly id: string;
    readonly hands: string;
    readonly askedAt: string;
  }[] = body.items;
  return items
    .filter(({ hands }) => hands === 'waiting')
    .toSorted((a, b) => a.askedAt.localeCompare(b.askedAt))
    .map(({ id }) => id);
}

const act =
  (action: string): CarryOut =>
  ({ words: [note] }, desk) =>
    desk.call('POST', `${toPath(desk)}/actions`, { action, ...(note !== undefined && { note }) });

/** What staff do in conversations; those without a name are about the one that was taken over last. */
export const talkOrders: Readonly<Record<string, CarryOut>> = {
  /** 接手: whoever has waited longest. */
  async 接手(_, desk) {
    const [id] = await listWaiting(desk);
    if (id === undefined) throw new Error('nobody waits');
    desk.names.set(current, id);
    return desk.call('POST', `${base}/${id}/actions`, { action: 'take' });
  },
  /** 接管 2026000017: the conversation with the person of this ticket. */
  async 接管({ about }, { call, names }) {
    const taken = await call('POST', `/tickets/${about}/conversation`);
    names.set(current, String(taken.body.id));
    return taken;
  },
  /** 说「words」 */
  说: ({ words: [text] }, desk) =>
    desk.call('POST', `${toPath(desk)}/messages`, { key: randomUUID(), text }),
  /** 交还「note」: back to the queue. */
  交还: act('release'),
  结束接待: act('close'),
  请求提交: act('ask_draft'),
  /** 代为立案「story」 */
  async 代为立案({ about, words: [story] }, desk) {
    const filed = await desk.call('POST', `${toPath(desk)}/tickets`, {
      key: randomUUID(),
      kind: 'complaint',
      openness: 'confidential',
      facts: { story },
    });
    desk.names.set(about.replace('记为', '').trim(), String(filed.body.number));
    return filed;
  },
};
