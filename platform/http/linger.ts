import type { IncomingMessage, ServerResponse } from 'node:http';

const lingerMs = 30_000;

/**
 * Lets a refusal be read by a sender who is still sending: what comes after the answer is thrown away,
 * for `lingerMs` at most. Closing at once would reset the connection and take the answer with it (RFC 9112, 9.6).
 */
export function lingerAfter(
  request: IncomingMessage,
  response: ServerResponse,
  waitMs: number = lingerMs,
): void {
  response.once('finish', () => {
    if (request.complete) return;
    const timer = setTimeout(() => request.socket.destroy(), waitMs).unref();
    const settle = (): void => clearTimeout(timer);
    request.once('end', settle).once('close', settle).resume();
  });
}
