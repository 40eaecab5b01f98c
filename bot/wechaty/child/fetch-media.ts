import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from 'wechaty';
import type { HandedContent } from '../protocol.ts';
import type { Spool } from '../spool.ts';

type Media = Extract<HandedContent, { readonly kind: 'image' }>['media'];

/** Above this a file is told as lost: the house takes no larger one anyway. */
const maxBytes = 20 * 1024 * 1024;
const withinMs = 30_000;
const pausesMs = [0, 2000, 5000];

/** Fetches a message's media into the hand-over folder, three times at most. Lost is what did not come or is too large. */
export async function fetchMedia(
  message: Message,
  spool: Pick<Spool, 'writeMedia'>,
): Promise<Media> {
  for (const pauseMs of pausesMs) {
    await sleep(pauseMs);
    const bytes = await readBytes(message).catch(() => undefined);
    if (bytes === undefined) continue;
    if (bytes.length === 0 || bytes.length > maxBytes) return { kind: 'lost' };
    await spool.writeMedia(message.id, bytes);
    return { kind: 'kept', bytes: bytes.length };
  }
  return { kind: 'lost' };
}

/** The platform's file, as far as the cap; rejects when it takes too long. */
async function readBytes(message: Message): Promise<Buffer> {
  const deadline = AbortSignal.timeout(withinMs);
  const late = new Promise<never>((_resolve, reject) => {
    deadline.addEventListener('abort', () => reject(new Error('too slow')), { once: true });
  });
  return Promise.race([readUpToCap(message), late]);
}

async function readUpToCap(message: Message): Promise<Buffer> {
  const stream = await (await message.toFileBox()).toStream();
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    total += bytes.length;
    // One byte too many tells of a larger file.
    if (total > maxBytes) break;
  }
  return Buffer.concat(chunks);
}
