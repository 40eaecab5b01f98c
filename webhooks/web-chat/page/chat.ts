import type { Keep } from '../../../platform/http/look/keep.ts';
import type { ChatLine } from '../chat-line.ts';
import type { ConnectionLine } from './connection-line.ts';
import type { ConversationView } from './conversation-view.ts';
import { followEvents } from './event-stream.ts';
import type { FileLimit } from './file-limit.ts';
import type { Frame } from './frame.ts';
import type { KeptFiles } from './kept-files.ts';
import { createOutgoing } from './outgoing.ts';
import type { ServerEvent } from './parse-events.ts';
import type { QuickReplies } from './quick-replies.ts';
import { createSendItem } from './send-item.ts';
import type { ChatSession } from './session.ts';

type ChatPorts = {
  readonly session: ChatSession;
  readonly view: ConversationView;
  readonly files: KeptFiles;
  readonly limit: FileLimit;
  readonly keep: Keep;
  readonly connection: ConnectionLine;
  readonly replies: QuickReplies;
  readonly frame: Frame;
  /** Told how the person is now spoken to. */
  readonly onManner: (manner: NonNullable<ChatLine['manner']>) => void;
};

export type Chat = {
  readonly say: (text: string) => void;
  readonly sendFiles: (files: readonly File[]) => Promise<void>;
  readonly discard: (id: string) => void;
  /** False when the server could not be reached. */
  readonly end: () => Promise<boolean>;
};

/** How long an answer may take before the page stops promising one. */
const answeringMs = 20_000;
/** Staff who go on typing are announced again sooner than this. */
const typingMs = 6000;

/** Keeps page and server together: lines in by number, messages out by key, neither lost nor doubled. */
export function startChat({
  session,
  view,
  files,
  limit,
  keep,
  connection,
  replies,
  frame,
  onManner,
}: ChatPorts): Chat {
  let lastEventId = '';
  let isCaughtUp = false;
  let manner: ChatLine['manner'];
  let answeringTimer: ReturnType<typeof setTimeout> | undefined;

  const outgoing = createOutgoing({
    keep,
    send: createSendItem(session, files),
    onChange: (items) => view.showUnsent(items),
    onTaken: () => showAnswering(true),
    onWait: (waitMs) => connection.showWait(waitMs),
    pause: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
  });

  function showAnswering(isAnswering: boolean, forMs = answeringMs): void {
    clearTimeout(answeringTimer);
    view.showAnswering(isAnswering);
    if (isAnswering) answeringTimer = setTimeout(() => view.showAnswering(false), forMs);
  }

  /** From the start of another conversation: this one was joined to it, or begins anew. */
  function turnPage(): void {
    lastEventId = '';
    isCaughtUp = false;
    view.clear();
    replies.offer(undefined);
  }

  function takeLine(id: string, line: ChatLine): void {
    if (lastEventId !== '' && toMark(id) !== toMark(lastEventId)) turnPage();
    if (line.seq <= toSeq(lastEventId)) return;
    lastEventId = id;
    if (line.id !== undefined) {
      outgoing.settle(line.id);
      void files.remove(line.id);
    }
    view.append(line);
    replies.offer(line.direction === 'out' ? line : undefined);
    if (line.direction === 'out') showAnswering(false);
    if (line.manner !== undefined && line.manner !== manner) {
      manner = line.manner;
      if (isCaughtUp) onManner(manner);
    }
    if (isCaughtUp && line.direction === 'out') frame.tellNews();
  }

  function takeEvent({ id = '', name, data }: ServerEvent): void {
    if (name === 'message') takeLine(id, JSON.parse(data));
    if (name === 'typing') showAnswering(true, typingMs);
    if (name !== 'caught-up') return;
    limit.learn(Reflect.get(Object(JSON.parse(data)), 'maxFileMb'));
    if (isCaughtUp) return;
    isCaughtUp = true;
    if (manner === 'elderly') onManner(manner);
    view.announceFromNow();
    view.toEnd();
  }

  /** The server knows the session no longer: what was not taken yet goes to a new one. */
  async function startOver(): Promise<void> {
    session.forget();
    turnPage();
    outgoing.reset(false);
    await session.open();
  }

  const stream = followEvents({
    url: '/webhooks/web-chat/events',
    open: session.open,
    headers: () => ({
      ...session.headers(),
      ...(lastEventId === '' ? {} : { 'last-event-id': lastEventId }),
    }),
    onEvent: takeEvent,
    onEnded: startOver,
    onState(state) {
      connection.show(state);
      if (state === 'open') void outgoing.flush();
    },
  });
  window.addEventListener('online', () => stream.retryNow());
  document.addEventListener('visibilitychange', () => document.hidden || stream.retryNow());

  function send(kind: 'text' | 'file', id: string, text: string): void {
    outgoing.add({ id, kind, text, atMs: Date.now() });
    replies.offer(undefined);
    void outgoing.flush();
  }

  return {
    say: (text) => send('text', newId(), text),
    async sendFiles(chosen) {
      for (const file of chosen) {
        const id = newId();
        await files.put(id, file);
        send('file', id, file.name);
      }
    },
    discard(id) {
      outgoing.discard(id);
      void files.remove(id);
    },
    async end() {
      if (!(await session.end())) return false;
      outgoing.reset(true);
      await files.clear();
      await startOver().catch(() => undefined);
      stream.restart();
      return true;
    },
  };
}

/** A key of 128 random bits; randomUUID alone would ask for https, which a test page on a LAN has not. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** An event's id names the conversation, then the line. */
const toMark = (eventId: string): string => eventId.split('-')[0] ?? '';
const toSeq = (eventId: string): number => Number(eventId.split('-')[1] ?? 0);
