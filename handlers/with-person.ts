import type { HandOver, Outcome } from '../bot/index.ts';
import { conclude, stayQuiet } from './conclude.ts';
import type { DialogueState } from './dialogue.ts';
import type { FileTicket } from './file-ticket.ts';
import { canFile } from './form.ts';
import type { Heard } from './hear.ts';
import type { LiveHandOvers } from './ports.ts';
import { isCommand, type HeardRoute, type Plan } from './route.ts';

type Ports = {
  readonly live: LiveHandOvers | undefined;
  readonly file: Pick<FileTicket, 'fileForm'>;
  readonly leaveMessage: (heard: Heard) => Promise<Outcome<DialogueState>>;
};

/**
 * While somebody waits for a person or speaks with one, the bot is silent: what is said is kept as it is, drafts
 * included. Heard are only the words that lead back and the answer to staff's question about the draft; the urgent lane
 * comes before it, and where nobody is there yet it goes on as always.
 */
export function createWithPerson({ live, file, leaveMessage }: Ports): HeardRoute {
  return {
    name: 'with-person',
    plan(heard) {
      if (live === undefined) return undefined;
      const { handOver, message } = heard;
      if (isCommand(heard, 'back_to_bot')) return planReturn(heard, live);
      if (!live.isSilent(handOver) || handOver.askedBy === message.id) return undefined;
      if (handOver.hands.kind === 'waiting' && isInDanger(heard)) return undefined;
      if (message.content.kind === 'event') return () => stayQuiet(heard);
      const choice = findQueueChoice(heard, handOver);
      if (choice === 'leave_message') return () => leaveMessage(heard);
      if (choice === 'back_to_bot') return planReturn(heard, live);
      return planDraft(heard, handOver, live, file) ?? (() => listen(heard, live));
    },
  };
}

/** Keeps the words for the person and says nothing. */
async function listen(heard: Heard, live: LiveHandOvers): Promise<Outcome<DialogueState>> {
  await live.hear(heard.message);
  return stayQuiet(heard);
}

/** The urgent lane has just found something in this very message. */
function isInDanger({ state: { urgent }, at }: Heard): boolean {
  return urgent?.since === at.toISOString();
}

function planReturn(heard: Heard, live: LiveHandOvers): Plan {
  const { handOver, message } = heard;
  const hasJustLeft = handOver?.leftBy === message.id;
  if (!hasJustLeft && !live.isSilent(handOver)) {
    return () =>
      conclude(heard, { replies: [{ key: 'hand_over.already_bot' }], state: heard.state });
  }
  return async () => {
    await live.leave(message, 'left');
    return conclude(heard, { replies: [{ key: 'hand_over.back' }], state: heard.state });
  };
}

/** The two words that the queue offers, or their numbers; numbers of older questions mean nothing here. */
function findQueueChoice(
  heard: Heard,
  { hands }: HandOver,
): 'leave_message' | 'back_to_bot' | undefined {
  if (isCommand(heard, 'leave_message')) return 'leave_message';
  const { content } = heard.message;
  if (hands.kind !== 'waiting' || content.kind !== 'text') return undefined;
  const [, digit] = /^\s*([12])\s*[.、。)]?\s*$/u.exec(content.text) ?? [];
  if (digit === undefined) return undefined;
  return digit === '1' ? 'leave_message' : 'back_to_bot';
}

/** Staff asked whether they may file what was told so far: only a clear yes files it. */
function planDraft(
  heard: Heard,
  { draftAskedAt, draftBy }: HandOver,
  live: LiveHandOvers,
  file: Ports['file'],
): Plan | undefined {
  const { message, personId, state } = heard;
  if (draftAskedAt === undefined && draftBy !== message.id) return undefined;
  const { form } = state;
  if (isCommand(heard, 'yes', 'submit') && form !== undefined && canFile(form)) {
    return async () => {
      const filed = await file.fileForm(heard, form);
      await live.settleDraft(message, filed.ticketId);
      await live.hear(message);
      return filed;
    };
  }
  if (!isCommand(heard, 'no', 'cancel')) return undefined;
  return async () => {
    await live.settleDraft({ id: message.id, personId });
    await live.hear(message);
    return stayQuiet(heard);
  };
}
