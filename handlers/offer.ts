import type { Outcome } from '../bot/index.ts';
import { conclude } from './conclude.ts';
import type { DialogueState, Pending } from './dialogue.ts';
import type { Heard } from './hear.ts';
import { offer } from './questions.ts';
import { joinParts } from './recognise.ts';

/** What was written or sent before it was clear what it is to become. */
export type Sent = Omit<Extract<Pending, { kind: 'offer' }>, 'kind'>;

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

/** Keeps the words or pictures and asks what they are to become. */
export function offerKinds(
  heard: Heard,
  { story, messageIds, evidenceCount }: Sent,
): Outcome<DialogueState> {
  const names =
    story === undefined
      ? (['complain', 'supplement'] as const)
      : (['complain', 'consult', 'suggest'] as const);
  const reply = {
    key: `conversation.offer.${story === undefined ? 'evidence' : 'words'}`,
    options: names.map((name) => offer(name)),
  };
  const pending: Pending = {
    kind: 'offer',
    messageIds,
    evidenceCount,
    ...(story === undefined ? {} : { story }),
  };
  return conclude(heard, { replies: [reply], state: { ...heard.state, pending } });
}
