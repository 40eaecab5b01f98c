import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { readEvents } from './read-events.ts';
import type { RecordedHttp } from './recorded-http.ts';
import { toListenMs, waitFor } from './wait-for.ts';

type Line = {
  readonly id?: string;
  readonly direction: string;
  readonly text: string;
  readonly file?: string;
};

/** One message may have several answers, each a line of its own. */
const listenMs = 150;

/** Someone at the web chat, by a code on a wall where `scene` names it, already greeted: writes, and reads their own conversation from its start. */
export async function createChatPerson(http: RecordedHttp, scene?: string) {
  const query = scene === undefined ? '' : `?scene=${encodeURIComponent(scene)}`;
  const opened = await http.ask('POST', `/webhooks/web-chat/session${query}`);
  const token = String(opened.body.token);
  const authorization = `Bearer ${token}`;
  const call = http.as('person', { authorization });

  /** The whole conversation as it stands now. */
  async function readLines(): Promise<readonly Line[]> {
    const path = '/webhooks/web-chat/events';
    const response = await fetch(http.url + path, { headers: { authorization } });
    const stream = readEvents(response);
    const lines: Line[] = [];
    let text = '';
    for (;;) {
      const event = await stream.next();
      if (event === undefined || event.event === 'caught-up') break;
      text += event.data ?? '';
      lines.push(JSON.parse(event.data ?? '{}'));
    }
    await stream.stop();
    const headers = JSON.stringify([...response.headers]);
    http.note({ asker: 'person', method: 'GET', path, status: response.status, headers, text });
    return lines;
  }

  const readAnswers = async () => toAnswers(await readLines());

  async function readAnswersTo(id: string): Promise<readonly string[]> {
    const lines = await readLines();
    const own = lines.findIndex((line) => line.id === id);
    return own < 0 ? [] : toAnswers(lines.slice(own + 1));
  }

  await waitFor(async () => (await readAnswers()).length > 0, 20_000);
  return {
    token,
    /** The session's id, as only the token holds it. */
    sessionId: String(
      JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).sid,
    ),
    call,
    readLines,
    readAnswers,
    /** Says one thing and waits for the words that come back. */
    async say(text: string, id: string = randomUUID()): Promise<string> {
      const saidAt = Date.now();
      const { status } = await call('POST', '/webhooks/web-chat/messages', { body: { id, text } });
      if (status !== 200) throw new Error(`a message was answered ${status}`);
      let answers: readonly string[] = [];
      let pauseMs = 0;
      await waitFor(async () => {
        const heard = answers.length;
        answers = await readAnswersTo(id);
        if (heard > 0 && heard === answers.length) return true;
        if (heard === 0 && answers.length > 0) pauseMs = toListenMs(listenMs, Date.now() - saidAt);
        await sleep(pauseMs);
        return false;
      }, 20_000);
      return answers.join('\n');
    },
  };
}

const toAnswers = (lines: readonly Line[]): readonly string[] =>
  lines.filter(({ direction }) => direction === 'out').map(({ text }) => text);

export type ChatPerson = Awaited<ReturnType<typeof createChatPerson>>;
