import type { ChatSession } from './session.ts';
import type { OutgoingItem, SendResult } from './outgoing.ts';
import type { KeptFiles } from './kept-files.ts';

const knownReasons = new Set(['file_too_large', 'file_type_refused', 'file_unreadable']);

/** Sends one item to the server and says how that ended; never rejects. */
export function createSendItem(
  session: ChatSession,
  files: KeptFiles,
): (item: OutgoingItem) => Promise<SendResult> {
  async function post(item: OutgoingItem): Promise<Response | undefined> {
    if (item.kind === 'text') {
      return fetch('/webhooks/web-chat/messages', {
        method: 'POST',
        headers: { ...session.headers(), 'content-type': 'application/json' },
        body: JSON.stringify({ id: item.id, text: item.text }),
      });
    }
    const file = await files.get(item.id);
    if (file === undefined) return undefined;
    const form = new FormData();
    form.set('id', item.id);
    form.set('file', file, item.text);
    return fetch('/webhooks/web-chat/files', {
      method: 'POST',
      headers: session.headers(),
      body: form,
    });
  }

  return async function sendItem(item) {
    try {
      await session.open();
      const response = await post(item);
      if (response === undefined) return { kind: 'refused', reason: 'file_lost' };
      if (response.ok) return { kind: 'taken' };
      if (response.status === 401) session.forget();
      return await toResult(response);
    } catch {
      return { kind: 'later' };
    }
  };
}

/** Only what sending again can't mend is refused. */
async function toResult(response: Response): Promise<SendResult> {
  if (response.status === 429) {
    const waitS = Number(response.headers.get('retry-after'));
    return { kind: 'later', waitMs: Math.min(Math.max(waitS || 5, 1), 120) * 1000 };
  }
  if (![400, 413, 415, 422].includes(response.status)) return { kind: 'later' };
  const problem: unknown = await response.json();
  const code: unknown = Reflect.get(Object(problem), 'code');
  const isKnown = typeof code === 'string' && knownReasons.has(code);
  return { kind: 'refused', reason: isKnown ? code : 'other' };
}
