/** One event of an event stream. */
export type StreamEvent = {
  readonly id?: string;
  readonly event?: string;
  readonly data?: string;
  readonly comment?: string;
  readonly retry?: string;
};

/** Reads a response's event stream; `next` waits for the next event that `fits`, `stop` hangs up. */
export function readEvents(response: Response): {
  readonly next: (fits?: (event: StreamEvent) => boolean) => Promise<StreamEvent | undefined>;
  readonly stop: () => Promise<void>;
} {
  if (response.body === null) throw new Error('the response has no body');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  async function nextBlock(): Promise<string | undefined> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        return block;
      }
      const { done, value } = await reader.read();
      if (done) return undefined;
      text += value;
    }
  }
  return {
    async next(fits = ({ data }) => data !== undefined) {
      for (;;) {
        const block = await nextBlock();
        if (block === undefined) return undefined;
        const event = toEvent(block);
        if (fits(event)) return event;
      }
    },
    stop: () => reader.cancel(),
  };
}

function toEvent(block: string): StreamEvent {
  const pairs = block.split('\n').map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon) || 'comment', line.slice(colon + 1).trim()];
  });
  return Object.fromEntries(pairs);
}
