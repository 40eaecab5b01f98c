import type {
  Directory,
  EvidenceFile,
  FileStore,
  InboundMessage,
  News,
  Receive,
  TranscriptLine,
} from '../../bot/index.ts';
import { FileError } from '../../bot/index.ts';
import type { EndedSessions } from '../../webhooks/web-chat/index.ts';

type NewLine = Pick<TranscriptLine, 'id' | 'conversation' | 'content'> & Partial<TranscriptLine>;
type Answer = Pick<TranscriptLine, 'content'> &
  Partial<Pick<TranscriptLine, 'options' | 'author' | 'manner'>>;

/** What stands behind the web chat in its tests: a transcript, files and people in memory, and a bot that may answer. */
export type ChatBackstage = {
  readonly received: InboundMessage[];
  readonly lines: TranscriptLine[];
  readonly append: (line: NewLine) => TranscriptLine;
  readonly announce: (personId: string) => void;
  /** The person turns out to be another, which this process has not noticed yet. */
  readonly join: (from: string, into: string) => void;
  readonly ports: {
    readonly receive: Receive;
    readonly directory: Pick<Directory, 'identify' | 'identifyAnew'>;
    readonly transcript: {
      readonly listAfter: (
        conversation: string,
        seq: number,
        limit: number,
      ) => Promise<readonly TranscriptLine[]>;
      readonly listSince: (since: Date, limit: number) => Promise<readonly TranscriptLine[]>;
    };
    readonly files: Pick<FileStore, 'save' | 'find' | 'openWorkingCopy'>;
    readonly news: News;
    readonly ended: EndedSessions;
    readonly now: () => Date;
  };
};

/** `answer` plays the bot: what it says to a message, if anything. Its words arrive a moment later, as a worker's would. */
export function buildChatBackstage({
  answer = () => [],
  now = () => new Date(),
}: {
  readonly answer?: (message: InboundMessage) => readonly Answer[];
  readonly now?: () => Date;
} = {}): ChatBackstage {
  const received: InboundMessage[] = [];
  const lines: TranscriptLine[] = [];
  const files = new Map<string, EvidenceFile & { readonly bytes: Buffer }>();
  const ended = new Set<string>();
  const joined = new Map<string, string>();
  const news = buildNews();

  function append(line: NewLine): TranscriptLine {
    const known = lines.find(({ id }) => id === line.id);
    if (known !== undefined) return known;
    const seq = 1 + lines.filter(({ conversation }) => conversation === line.conversation).length;
    const stored: TranscriptLine = {
      direction: 'out',
      author: 'bot',
      channel: 'web-chat',
      at: now(),
      traceId: line.id,
      ...line,
      seq,
    };
    lines.push(stored);
    return stored;
  }

  function say(id: string, personId: string, replies: readonly Answer[]): void {
    for (const [index, words] of replies.entries()) {
      append({ id: `${id}-r${index}`, conversation: personId, ...words });
    }
    news.announce(personId);
  }

  const receive: Receive = async (message) => {
    const personId = await identify(message.from);
    const isNew = !received.some(({ id }) => id === message.id);
    if (isNew) {
      received.push(message);
      const { id, content } = message;
      append({ id, conversation: personId, content, direction: 'in', author: 'person' });
      news.announce(personId);
      const replies = answer(message);
      if (replies.length > 0) setTimeout(() => say(id, personId, replies), 30).unref();
    }
    return { isNew, personId, waitForAnswer: async () => undefined };
  };

  return {
    received,
    lines,
    append,
    announce: news.announce,
    join: (from, into) => void joined.set(from, into),
    ports: {
      receive,
      directory: {
        identify,
        async identifyAnew(address) {
          const personId = await identify(address);
          return joined.get(personId) ?? personId;
        },
      },
      now,
      news,
      transcript: {
        listAfter: async (conversation, seq, limit) =>
          lines
            .filter((line) => line.conversation === conversation && line.seq > seq)
            .slice(0, limit),
        listSince: async (since, limit) => lines.filter(({ at }) => at >= since).slice(0, limit),
      },
      files: {
        async save({ bytes, ...input }) {
          const mimeType = toMimeType(bytes);
          const sizeBytes = bytes.length;
          files.set(input.id, { ...input, mimeType, sizeBytes, sha256: '', bytes });
          return { ...input, mimeType, sizeBytes, sha256: '' };
        },
        find: async (id) => files.get(id),
        async openWorkingCopy(id) {
          const file = files.get(id);
          return file?.mimeType.startsWith('image/') ? file : undefined;
        },
      },
      ended: {
        isEnded: async (hash) => ended.has(hash),
        end: async (hash) => void ended.add(hash),
      },
    },
  };
}

const identify: Directory['identify'] = async ({ userId }) => `person-of-${userId}`;

/** A bell that only this process hears. */
function buildNews(): News {
  const listeners = new Map<string, Set<() => void>>();
  return {
    announce(topic) {
      for (const listener of listeners.get(topic) ?? []) listener();
    },
    subscribe(topic, listener) {
      const mine = listeners.get(topic) ?? new Set();
      listeners.set(topic, mine.add(listener));
      return () => void mine.delete(listener);
    },
  };
}

function toMimeType(bytes: Buffer): string {
  if (bytes.subarray(0, 4).toString('latin1') === '%PDF') return 'application/pdf';
  if (bytes.subarray(1, 4).toString('latin1') === 'PNG') return 'image/png';
  if (bytes.readUInt16BE(0) === 0xff_d8) return 'image/jpeg';
  throw new FileError('file_type_refused');
}
