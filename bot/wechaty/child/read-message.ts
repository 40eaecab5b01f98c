import type { Message } from 'wechaty';
import type { HandedContent, HandedMessage } from '../protocol.ts';
import type { Spool } from '../spool.ts';
import { fetchMedia } from './fetch-media.ts';

/** Wechaty's numbers for kinds of messages (wechaty-puppet, schemas/message). */
const kinds = {
  attachment: 1,
  audio: 2,
  image: 6,
  text: 7,
  location: 8,
  groupNote: 10,
  recalled: 13,
  url: 14,
  video: 15,
} as const;
/** Accounts that publish, and WeChat itself: answering them makes loops. */
const officialContact = 2;

/** People who write to the account, or name it in a group. Not itself, not accounts that publish, not notes of the system. */
export async function isForUs(message: Message): Promise<boolean> {
  const type: number = message.type();
  if (message.self() || type === kinds.groupNote || type === kinds.recalled) return false;
  if (readTalkerKind(message) === officialContact) return false;
  return message.room() === undefined || message.mentionSelf();
}

/** Undefined while the contact is not loaded, as after a login: then it counts as a person. */
function readTalkerKind(message: Message): number | undefined {
  const talker = message.talker();
  return talker.isReady() ? talker.type() : undefined;
}

type ReadPorts = {
  /** Makes the message durable before its media is tried. */
  readonly keep: (message: HandedMessage) => Promise<void>;
  readonly spool: Pick<Spool, 'writeMedia'>;
};

/** The message as the parent takes it, kept on disk; its media too, or known to be lost. */
export async function readMessage(
  message: Message,
  accountId: string,
  { keep, spool }: ReadPorts,
): Promise<HandedMessage> {
  const heardAtMs = Date.now();
  const base = {
    id: message.id,
    contactId: message.talker().id,
    sentAtMs: readTime(message) ?? heardAtMs,
    heardAtMs,
    accountId,
  };
  // Killed from here on, it is handed over without its media rather than not at all.
  const bare: HandedMessage = { ...base, content: await readContent(message, { kind: 'lost' }) };
  await keep(bare).catch(() => undefined);
  if (!('media' in bare.content)) return bare;
  const media = await fetchMedia(message, spool);
  const whole: HandedMessage = { ...base, content: { ...bare.content, media } };
  await keep(whole).catch(() => undefined);
  return whole;
}

type Media = Extract<HandedContent, { readonly kind: 'image' }>['media'];

/** What cannot be read is told as unsupported, so that the person hears of it. */
async function readContent(message: Message, media: Media): Promise<HandedContent> {
  try {
    return await toContent(message, media);
  } catch {
    return { kind: 'unsupported', type: String(message.type()) };
  }
}

async function toContent(message: Message, media: Media): Promise<HandedContent> {
  const type: number = message.type();
  switch (type) {
    case kinds.text:
      return { kind: 'text', text: (await readText(message)).slice(0, 20_000) };
    case kinds.image:
      return { kind: 'image', media };
    case kinds.audio:
      return { kind: 'voice', media, format: 'unknown' };
    case kinds.video:
      return { kind: 'video', media };
    case kinds.attachment:
      return { kind: 'file', media, name: message.text().slice(0, 200) || 'file' };
    case kinds.location:
      return readLocation(message);
    case kinds.url:
      return readLink(message);
    default:
      return { kind: 'unsupported', type: String(type) };
  }
}

/** Without the mention of the account, where its name in the group can be read. */
async function readText(message: Message): Promise<string> {
  return message.mentionText().catch(() => message.text());
}

/** Undefined where the platform names no time, or none that can be. */
function readTime(message: Message): number | undefined {
  const ms = message.date().getTime();
  return Number.isInteger(ms) && ms >= 0 ? ms : undefined;
}

async function readLocation(message: Message): Promise<HandedContent> {
  const { latitude, longitude, name, address } = (await message.toLocation()).payload;
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) throw new Error('nowhere');
  const label = [name, address].filter((part) => part !== '').join(' ');
  return { kind: 'location', latitude, longitude, label: label.slice(0, 500) };
}

async function readLink(message: Message): Promise<HandedContent> {
  const link = await message.toUrlLink();
  return {
    kind: 'link',
    title: link.title().slice(0, 500),
    description: (link.description() ?? '').slice(0, 2000),
    url: link.url().slice(0, 2000),
  };
}
