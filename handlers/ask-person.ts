import type { HandOver, HandOverCause, Outcome } from '../bot/index.ts';
import { toSay } from './command.ts';
import { conclude } from './conclude.ts';
import type { DialogueState } from './dialogue.ts';
import type { FileTicket } from './file-ticket.ts';
import { canFile } from './form.ts';
import type { Heard } from './hear.ts';
import { misunderstoodLimit } from './misunderstood.ts';
import type { LiveHandOvers } from './ports.ts';
import { isCommand, readFreeText, readPending, type HeardRoute } from './route.ts';

type Ports = {
  readonly live: LiveHandOvers | undefined;
  readonly leaveMessage: (heard: Heard) => Promise<Outcome<DialogueState>>;
  readonly file: Pick<FileTicket, 'fileQuestion'>;
};

/** 转人工: into the queue in office hours; outside them, and by 留言, what is on the table is filed for a person to read. */
export function createAskPerson({ live, leaveMessage, file }: Ports): HeardRoute {
  return {
    name: 'ask-person',
    plan(heard) {
      if (isCommand(heard, 'ask_person')) {
        return () => (live === undefined ? leaveMessage(heard) : call(heard, live, leaveMessage));
      }
      if (isCommand(heard, 'leave_message')) return () => leaveMessage(heard);
      const text = readFreeText(heard);
      return text !== undefined && readPending(heard, 'person') !== undefined
        ? () => file.fileQuestion(heard, text, [])
        : undefined;
    },
  };
}

async function call(
  heard: Heard,
  live: LiveHandOvers,
  leaveMessage: Ports['leaveMessage'],
): Promise<Outcome<DialogueState>> {
  const { message, at, state } = heard;
  if (!live.hours.isOpen(at)) {
    const left = await leaveMessage(heard);
    const opens = toTime(live.hours.nextOpening(at));
    return { ...left, replies: [{ key: 'hand_over.closed_now', values: opens }, ...left.replies] };
  }
  const position = await live.ask(message, toCause(heard));
  const reply = {
    key: position === 1 ? 'hand_over.waiting_first' : 'hand_over.waiting',
    values: { position, ahead: position - 1 },
    options: [
      { key: 'hand_over.option.leave_message', say: toSay('leave_message') },
      { key: 'hand_over.option.back_to_bot', say: toSay('back_to_bot') },
    ],
  };
  // Aside: the question under it and its numbers stay as they are, for the way back.
  return conclude(heard, { replies: [reply], state, isAside: true });
}

function toCause({ message, state: { misunderstood = 0 } }: Heard): HandOverCause {
  if (misunderstood >= misunderstoodLimit) return 'misunderstood';
  return message.content.kind === 'event' ? 'button' : 'words';
}

/** Month, day and clock of Shanghai, as numbers for the texts. */
function toTime(at: Date): Readonly<Record<'month' | 'day' | 'time', string | number>> {
  const local = new Date(at.getTime() + 8 * 3_600_000).toISOString();
  return {
    month: Number(local.slice(5, 7)),
    day: Number(local.slice(8, 10)),
    time: local.slice(11, 16),
  };
}

type LeavePorts = { readonly live: LiveHandOvers | undefined; readonly file: FileTicket };

/** Files what the person last asked or told, with what they wrote while nobody came; with nothing there, asks for it. */
export function createLeaveMessage({ live, file }: LeavePorts) {
  return async function leaveMessage(heard: Heard): Promise<Outcome<DialogueState>> {
    const { handOver, message } = heard;
    const isUnserved = handOver !== undefined && wasNotServed(handOver, message.id);
    const waited = isUnserved ? await live?.listSaid(handOver) : undefined;
    const outcome = await fileWhatIsThere(heard, file, waited);
    if (isUnserved) await live?.leave(message, 'left_message');
    return outcome;
  };
}

async function fileWhatIsThere(
  heard: Heard,
  file: FileTicket,
  waited = { text: '', messageIds: [] as readonly string[] },
): Promise<Outcome<DialogueState>> {
  const { form } = heard.state;
  const { story, messageIds } = readStory(heard);
  const text = [story, waited.text].filter((part) => part !== '').join('\n');
  if (text !== '') return file.fileQuestion(heard, text, [...messageIds, ...waited.messageIds]);
  if (form !== undefined && canFile(form)) {
    const asked = { ...form, notes: [...form.notes, '转人工'] };
    return file.fileForm(heard, asked, { key: 'conversation.person.willRead' });
  }
  return conclude(heard, {
    replies: [{ key: 'conversation.person.ask' }],
    state: { ...heard.state, pending: { kind: 'person' } },
  });
}

/** What stands without an answer, or was told before it was clear what it is to become. */
function readStory({ state: { pending } }: Heard): {
  readonly story: string;
  readonly messageIds: readonly string[];
} {
  if (pending?.kind === 'unanswered') {
    return { story: pending.question, messageIds: pending.messageIds };
  }
  return pending?.kind === 'offer' && pending.story !== undefined
    ? { story: pending.story, messageIds: pending.messageIds }
    : { story: '', messageIds: [] };
}

/** Waits, waited in vain, or left the queue by this very message. */
function wasNotServed({ hands, history, leftBy }: HandOver, messageId: string): boolean {
  const last = history.at(-1)?.kind;
  return (
    hands.kind === 'waiting' ||
    last === 'gave_up' ||
    (last === 'left_message' && leftBy === messageId)
  );
}
