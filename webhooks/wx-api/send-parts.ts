/** Half-sent rows that are remembered; a row beyond that starts over when it is tried again. */
const MAX_HALF_SENT = 1_000;

/** Sends the parts of one outbox row in order, from the first that has not been sent under this key. */
export type SendParts = <Part>(
  key: string,
  parts: readonly Part[],
  send: (part: Part, index: number) => Promise<void>,
) => Promise<void>;

/**
 * Where a platform takes no key against repeats: a row of several messages that failed midway goes on,
 * within this process, with the part that failed.
 */
export function createSendParts(): SendParts {
  const sentParts = new Map<string, number>();
  return async function sendParts(key, parts, send) {
    const firstUnsent = sentParts.get(key) ?? 0;
    for (const [index, part] of parts.entries()) {
      if (index < firstUnsent) continue;
      await send(part, index);
      remember(sentParts, key, index + 1);
    }
    sentParts.delete(key);
  };
}

function remember(sentParts: Map<string, number>, key: string, count: number): void {
  sentParts.set(key, count);
  const oldest = sentParts.keys().next().value;
  if (sentParts.size > MAX_HALF_SENT && oldest !== undefined) sentParts.delete(oldest);
}
