import type { Outcome, Reply } from '../bot/index.ts';
import type { CommandName } from './command.ts';
import { conclude } from './conclude.ts';
import type { DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { Pending } from './pending.ts';
import { offer } from './questions.ts';
import { joinParts } from './recognise.ts';
import { guessKind, type ToldKind } from './spot/index.ts';

/** What was written or sent before it was clear what it is to become. */
export type Sent = Omit<Extract<Pending, { kind: 'offer' }>, 'kind' | 'guess'>;

/** Adds this message to what was sent before it. */
export function addSent(heard: Heard, before: Sent | undefined): Sent {
  const { text, message, isEvidence } = heard;
  const story = text === undefined ? before?.story : joinParts(before?.story, text);
  return {
    messageIds: [...(before?.messageIds ?? []), message.id],
    evidenceCount: (before?.evidenceCount ?? 0) + (isEvidence ? 1 : 0),
    ...(story === undefined ? {} : { story }),
  };
}

/** The word by which each kind is chosen. */
export const wordOf: Readonly<Record<ToldKind, CommandName>> = {
  complaint: 'complain',
  consultation: 'consult',
  suggestion: 'suggest',
};

const inOrder = ['complaint', 'consultation', 'suggestion'] as const;

/** Keeps the words or pictures and asks what they are to become: of words the likeliest first, which 是 confirms. */
export function offerKinds(
  heard: Heard,
  { story, messageIds, evidenceCount }: Sent,
  fold: (text: string) => string,
): Outcome<DialogueState> {
  const kept = { kind: 'offer', messageIds, evidenceCount } as const;
  if (story === undefined) {
    const options = [offer('complain'), offer('supplement')];
    return say(heard, { key: 'conversation.offer.evidence', options }, kept);
  }
  const { kind: guess } = guessKind(story, fold);
  const others = inOrder.filter((kind) => kind !== guess);
  const options = [guess, ...others].map((kind) => offer(wordOf[kind]));
  return say(heard, { key: `conversation.offer.${guess}`, options }, { ...kept, story, guess });
}

/** The guess was wrong: the words are kept, and what is left is asked for. */
export function offerOthers(
  heard: Heard,
  { guess, ...kept }: Extract<Pending, { kind: 'offer' }>,
): Outcome<DialogueState> {
  const others = inOrder.filter((kind) => kind !== guess);
  const options = [...others.map((kind) => offer(wordOf[kind])), offer('ask_person')];
  return say(heard, { key: 'conversation.offer.words', options }, kept);
}

function say(heard: Heard, reply: Reply, pending: Pending): Outcome<DialogueState> {
  return conclude(heard, { replies: [reply], state: { ...heard.state, pending } });
}
