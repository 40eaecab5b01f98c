import { onBeforeUnmount, ref } from 'vue';

/** What the event stream says: which ticket has a new version, that many have, that a message was parked. */
export type LiveEvent =
  | { readonly kind: 'ticket'; readonly number: string; readonly version: number }
  | { readonly kind: 'conversation'; readonly id: string; readonly version: number }
  | { readonly kind: 'many' | 'parked' | 'duty' | 'alerts' | 'signed_out' };

/** Whether some tab of this browser holds an open stream. */
export const isLive = ref(false);

const listeners = new Set<(event: LiveEvent) => void>();
const kinds = ['ticket', 'conversation', 'many', 'parked', 'duty', 'alerts', 'signed_out'] as const;
const retryMs = 5000;

type TabMessage = { readonly event: LiveEvent } | { readonly isLive: boolean };

/**
 * Listens for changes while signed in. All tabs share one stream: whoever holds the lock reads it and tells the
 * others. Browsers grant locks only over https and on localhost; elsewhere each tab reads for itself.
 */
export function startLive(): () => void {
  const channel = new BroadcastChannel('duxin-live');
  const post: (message: TabMessage) => void = channel.postMessage.bind(channel);
  const ended = new AbortController();
  channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
    if ('isLive' in data) isLive.value = data.isLive;
    else tell(data.event);
  });

  function readStream(): Promise<void> {
    return new Promise((resolve) => {
      const close = openStream({
        onEvent(event) {
          tell(event);
          post({ event });
        },
        onState(state) {
          isLive.value = state;
          post({ isLive: state });
        },
      });
      ended.signal.addEventListener('abort', () => {
        close();
        resolve();
      });
    });
  }

  if ('locks' in navigator) {
    isLive.value = true;
    navigator.locks
      .request('duxin-live', { signal: ended.signal }, readStream)
      .catch(() => undefined);
  } else {
    void readStream();
  }
  return () => {
    ended.abort();
    channel.close();
    isLive.value = false;
  };
}

/** Calls `listener` for each event while the component is on screen. */
export function useLive(listener: (event: LiveEvent) => void): void {
  listeners.add(listener);
  onBeforeUnmount(() => listeners.delete(listener));
}

function tell(event: LiveEvent): void {
  for (const listener of listeners) listener(event);
}

function openStream(on: {
  readonly onEvent: (event: LiveEvent) => void;
  readonly onState: (isOpen: boolean) => void;
}): () => void {
  let source: EventSource | undefined;
  let timer: number | undefined;
  let wasOpen = false;

  function connect(): void {
    source = new EventSource('/api/admin/events');
    source.addEventListener('open', () => {
      on.onState(true);
      // Whatever happened while the line was down was not told.
      if (wasOpen) on.onEvent({ kind: 'many' });
      wasOpen = true;
    });
    source.addEventListener('error', () => {
      on.onState(false);
      if (source?.readyState === EventSource.CLOSED) timer = window.setTimeout(connect, retryMs);
    });
    for (const kind of kinds) {
      source.addEventListener(kind, ({ data }: MessageEvent<string>) => {
        on.onEvent({ ...JSON.parse(data), kind });
      });
    }
  }

  connect();
  return () => {
    window.clearTimeout(timer);
    source?.close();
  };
}
