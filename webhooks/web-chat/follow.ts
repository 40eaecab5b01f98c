import type { Writable } from 'node:stream';
import { toTypingTopic, type News, type TranscriptStore } from '../../bot/index.ts';
import { toEventId } from './event-id.ts';
import { presentLine } from './present-line.ts';

const pageSize = 100;
const retryMs = 2000;

type FollowPorts = {
  readonly listAfter: TranscriptStore['listAfter'];
  readonly news: Pick<News, 'subscribe'>;
  /** False ends the stream: the session ran out, or its person is another now. Asked at every heartbeat and ring. */
  readonly isStillOpen: () => Promise<boolean>;
  readonly heartbeatMs: number;
  /** Told to the page, so that it refuses a larger file itself. */
  readonly maxFileMb: number;
};

/**
 * Writes a conversation to an event stream, every line after `afterSeq` once and in order, until the
 * stream closes, and `typing` while staff write an answer. The store decides what is next; a ring only says when to look, so a lost one costs a heartbeat.
 */
export function followConversation(
  conversation: string,
  afterSeq: number,
  stream: Writable,
  ports: FollowPorts,
): Promise<void> {
  let lastSeq = afterSeq;
  let isLooking = false;
  let isRung = false;
  let isCaughtUp = false;

  return new Promise((resolve) => {
    const unsubscribe = ports.news.subscribe(conversation, () => void look());
    const stopTyping = ports.news.subscribe(toTypingTopic(conversation), showTyping);
    const heartbeat = setInterval(() => void beat(), ports.heartbeatMs).unref();
    const end = (): void => {
      clearInterval(heartbeat);
      unsubscribe();
      stopTyping();
      resolve();
    };
    stream.once('close', end);
    stream.once('error', end);
    stream.write(`retry: ${retryMs}\n\n`);
    void look();

    /** Worth nothing later: never waited for, and not sent to a page that lags behind. */
    function showTyping(): void {
      if (!isCaughtUp || stream.writableEnded || stream.writableNeedDrain) return;
      stream.write('event: typing\ndata: {}\n\n');
    }

    async function beat(): Promise<void> {
      if (await holdsOr(false, ports.isStillOpen)) {
        stream.write(': \n\n');
        await look();
      } else {
        stream.end();
      }
    }

    /** One look at a time; a ring meanwhile makes it look again. A store that fails ends the stream: the page comes back. */
    async function look(): Promise<void> {
      isRung = true;
      if (isLooking) return;
      isLooking = true;
      try {
        while (isRung && !stream.writableEnded && !stream.destroyed) {
          isRung = false;
          const wasCaughtUp = isCaughtUp;
          await writeNext();
          // The news may be that this conversation goes on as another.
          if (wasCaughtUp && !(await ports.isStillOpen())) stream.end();
        }
      } catch {
        stream.end();
      } finally {
        isLooking = false;
      }
    }
  });

  async function writeNext(): Promise<void> {
    for (;;) {
      const lines = await ports.listAfter(conversation, lastSeq, pageSize);
      for (const line of lines) {
        if (line.seq <= lastSeq) continue;
        lastSeq = line.seq;
        const shown = presentLine(line);
        const id = toEventId(conversation, line.seq);
        if (shown !== undefined) await write(`id: ${id}\ndata: ${JSON.stringify(shown)}\n\n`);
        if (stream.destroyed) return;
      }
      if (lines.length < pageSize) break;
    }
    if (isCaughtUp) return;
    isCaughtUp = true;
    const known = { seq: lastSeq, maxFileMb: ports.maxFileMb };
    await write(`event: caught-up\ndata: ${JSON.stringify(known)}\n\n`);
  }

  async function write(chunk: string): Promise<void> {
    if (stream.destroyed || stream.writableEnded || stream.write(chunk)) return;
    await new Promise<void>((resolve) => {
      const go = (): void => {
        stream.off('drain', go).off('close', go);
        resolve();
      };
      stream.on('drain', go).on('close', go);
    });
  }
}

async function holdsOr(fallback: boolean, ask: () => Promise<boolean>): Promise<boolean> {
  try {
    return await ask();
  } catch {
    return fallback;
  }
}
