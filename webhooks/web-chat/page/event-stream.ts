import { createEventParser, type ServerEvent } from './parse-events.ts';

/** The server's heartbeat comes every 15 s; silence beyond this means that the connection is dead. */
const silenceMs = 40_000;
const firstRetryMs = 1000;
const longestRetryMs = 15_000;

type StreamPorts = {
  readonly url: string;
  /** Makes sure of a session before each attempt. */
  readonly open: () => Promise<void>;
  /** The headers of one attempt: token and Last-Event-ID as they are now. */
  readonly headers: () => Readonly<Record<string, string>>;
  readonly onEvent: (event: ServerEvent) => void;
  readonly onState: (state: 'connecting' | 'open' | 'lost') => void;
  /** The server knows this session no longer; the stream goes on once a new one is there. */
  readonly onEnded: () => Promise<void>;
};

export type EventStream = {
  /** Tries at once if it was waiting to try. */
  readonly retryNow: () => void;
  /** Hangs up and comes back, as somebody else. */
  readonly restart: () => void;
};

/** Follows an event stream by fetch, which unlike EventSource can carry a token; comes back by itself for ever. */
export function followEvents(ports: StreamPorts): EventStream {
  let wake: (() => void) | undefined;
  let hangUp: (() => void) | undefined;
  let failures = 0;

  async function readOnce(): Promise<void> {
    await ports.open();
    const abort = new AbortController();
    hangUp = () => abort.abort();
    let timer = setTimeout(() => abort.abort(), silenceMs);
    try {
      const response = await fetch(ports.url, {
        headers: ports.headers(),
        cache: 'no-store',
        signal: abort.signal,
      });
      if (response.status === 401) await ports.onEnded();
      if (!response.ok || response.body === null) return;
      ports.onState('open');
      failures = 0;
      const parse = createEventParser(ports.onEvent);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(timer);
        timer = setTimeout(() => abort.abort(), silenceMs);
        parse(value);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  async function follow(): Promise<never> {
    ports.onState('connecting');
    for (;;) {
      try {
        await readOnce();
      } catch {
        // Whatever broke the stream, the answer is the same: say so and come back.
      }
      ports.onState('lost');
      await pause(toDelayMs(failures));
      failures += 1;
    }
  }

  function pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  void follow();
  function retryNow(): void {
    failures = 0;
    wake?.();
  }

  return {
    retryNow,
    restart() {
      hangUp?.();
      retryNow();
    },
  };
}

/** Doubles up to a quarter of a minute, spread out so that not everyone comes back at once. */
function toDelayMs(failures: number): number {
  const delayMs = Math.min(firstRetryMs * 2 ** failures, longestRetryMs);
  return delayMs * (0.6 + Math.random() * 0.4);
}
