import type { Socket } from 'node:net';
import { type Frame, MAX_MESSAGE_BYTES, readFrame, toFrame } from './frames.ts';

/**
 * Serves one client, one frame after another as they came. Bytes that make no sense, and an
 * answer that fails by a bug, close this connection and nothing else.
 */
export function serveConnection(socket: Socket, answer: (frame: Frame) => Promise<Buffer>): void {
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted = 4;
  let isBusy = false;

  function takeFrame(): Frame | undefined {
    if (held < wanted) return undefined;
    const received = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    const frame = readFrame(received);
    held -= frame?.length ?? 0;
    chunks = held === 0 ? [] : [received.subarray(-held)];
    wanted = frame === undefined && held >= 4 ? received.readInt32LE(0) : 4;
    return frame;
  }

  async function work(): Promise<void> {
    isBusy = true;
    for (let frame = takeFrame(); frame && !socket.destroyed; frame = takeFrame()) {
      const reply = await answer(frame);
      if (!frame.wantsReply || !socket.writable) continue;
      socket.cork();
      for (const part of toFrame(reply, frame)) socket.write(part);
      socket.uncork();
    }
    isBusy = false;
  }

  socket.setNoDelay(true).on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    held += chunk.length;
    if (held > 2 * MAX_MESSAGE_BYTES) socket.destroy();
    else if (!isBusy) work().catch(() => socket.destroy());
  });
}
