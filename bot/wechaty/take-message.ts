import type { Address, Content, Directory, FileStore, InboundMessage, Receive } from '../index.ts';
import { judgeAge, type Watermark } from './judge-age.ts';
import type { HandedContent, HandedMessage } from './protocol.ts';
import type { Spool } from './spool.ts';

type TakePorts = {
  readonly receive: Receive;
  /** Stores without an answer by the bot. */
  readonly receiveQuietly: (message: InboundMessage) => Promise<void>;
  readonly directory: Pick<Directory, 'identify'>;
  readonly files: Pick<FileStore, 'save'>;
  readonly spool: Pick<Spool, 'readMedia'>;
  /** Until when the account was connected before this login; undefined for an account that is new here. */
  readonly watermark: () => Promise<Watermark | undefined>;
  /** Which account logged in last, and when; undefined before the first login. */
  readonly login: () => Watermark | undefined;
  /** The platform's account in a form that may be stored. */
  readonly hashAccount: (accountId: string) => string;
  readonly hash: (text: string) => string;
  readonly now: () => Date;
};

const maxRemembered = 5000;
const plainId = /^[\w-]{1,64}$/;

/**
 * Stores what the child hands over and resolves once that is durable. The inbox key makes a repeat harmless; the ids
 * remembered here only spare the work.
 */
export function createTakeMessage(ports: TakePorts) {
  const taken = new Set<string>();
  const underWay = new Map<string, Promise<void>>();

  async function store(handed: HandedMessage, messageId: string): Promise<void> {
    const sentAt = new Date(handed.sentAtMs);
    const account = ports.hashAccount(handed.accountId);
    const heardAt = new Date(handed.heardAtMs);
    const known = { before: await ports.watermark(), login: ports.login() };
    const age = judgeAge({ sentAt, heardAt, account }, known);
    if (age === 'foreign') return;
    const from: Address = { channel: 'wechaty', userId: handed.contactId };
    const content = await toContent(handed, messageId, from);
    const message = { id: messageId, from, sentAt, content };
    if (age === 'replayed') await ports.receiveQuietly(message);
    else await ports.receive(message);
  }

  async function toContent(
    { id, content }: HandedMessage,
    messageId: string,
    from: Address,
  ): Promise<Content> {
    if (!('media' in content)) return content;
    const bytes = await ports.spool.readMedia(id);
    const fileId = bytes && (await keepFile(bytes, content, messageId, from));
    if (fileId === undefined) return { kind: 'unsupported', type: content.kind };
    const { media: _media, ...rest } = content;
    return { ...rest, fileId };
  }

  /** Undefined when the house takes no such file. */
  async function keepFile(
    bytes: Buffer,
    content: HandedContent,
    messageId: string,
    from: Address,
  ): Promise<string | undefined> {
    const fileId = `f-${messageId}`;
    const name = content.kind === 'file' ? content.name : content.kind;
    const personId = await ports.directory.identify(from);
    try {
      const origin = { personId, channel: from.channel, receivedAt: ports.now() };
      await ports.files.save({ id: fileId, name, bytes, ...origin });
      return fileId;
    } catch (error) {
      if (String(Reflect.get(Object(error), 'code')).startsWith('file_')) return undefined;
      throw error;
    }
  }

  async function takeOnce(handed: HandedMessage, messageId: string): Promise<void> {
    await store(handed, messageId);
    taken.add(messageId);
    const [oldest] = taken;
    if (taken.size > maxRemembered && oldest !== undefined) taken.delete(oldest);
  }

  return async function takeMessage(handed: HandedMessage): Promise<void> {
    const id = plainId.test(handed.id) ? handed.id : ports.hash(handed.id);
    const messageId = `wechaty-m-${id}`;
    if (taken.has(messageId)) return;
    const running =
      underWay.get(messageId) ??
      takeOnce(handed, messageId).finally(() => underWay.delete(messageId));
    underWay.set(messageId, running);
    return running;
  };
}
