import type { Socket } from 'node:net';
import { MAX_MESSAGE_BYTES } from '../commands/hello.ts';
import type { Message } from '../commands/run.ts';
import { frameLength, readFrame, toReplyFrame } from './frames.ts';

/** Answers the content of one frame. */
export type Answer = (message: Message) => Promise<Buffer>;

/**
 * Serves one client, one frame after another as they came. Bytes that make no sense, and an
 * answer that fails by a bug, close this connection and nothing else.
 */
export function serveConnection(socket: Socket, answer: Answer): void {
  let chunks: Buffer[] = [];
  let held = 0;
  let isBusy = false;

  function takeFrame(): Buffer | undefined {
    if (held < 4) return undefined;
    const first = joinUntil(4);
    const length = frameLength(first, MAX_MESSAGE_BYTES);
    if (length === undefined || held < length) return undefined;
    const all = joinUntil(length);
    const frame = all.subarray(0, length);
    chunks[0] = all.subarray(length);
    held -= length;
    return frame;
  }

  /** Joins the first chunks until they hold `length` bytes. */
  function joinUntil(length: number): Buffer {
    if ((chunks[0]?.length ?? 0) < length) chunks = [Buffer.concat(chunks)];
    return chunks[0] ?? Buffer.alloc(0);
  }

  async function work(): Promise<void> {
    isBusy = true;
    for (let bytes = takeFrame(); bytes !== undefined; bytes = takeFrame()) {
      const frame = readFrame(bytes);
      const reply = await answer(frame);
      if (frame.wantsReply && socket.writable) {
        socket.cork();
        for (const part of toReplyFrame(frame, reply)) socket.write(part);
        socket.uncork();
      }
    }
    isBusy = false;
  }

  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    held += chunk.length;
    if (held > 2 * MAX_MESSAGE_BYTES) socket.destroy();
    else if (!isBusy) work().catch(() => socket.destroy());
  });
  socket.on('error', () => socket.destroy());
  socket.setNoDelay(true);
}
