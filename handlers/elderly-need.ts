import type { Reply, ReplyOption } from '../bot/index.ts';
import { toSay } from './command.ts';
import type { DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';

type Need = NonNullable<DialogueState['need']>;

export const noNeed: Need = { voices: 0, confused: 0, isOffered: false };

const voicesBeforeOffer = 3;
/** At the second a person is offered. */
const confusedBeforeOffer = 3;
/** What a person hears who was not understood. */
const confusions: ReadonlySet<string> = new Set([
  'conversation.notUnderstood',
  'conversation.form.unclear',
  'conversation.ticket.notUnderstood',
]);

/** Counts voices and misunderstandings; offers the elderly mode once when there were several. */
export function watchNeed(
  { message, state, manner }: Heard,
  replies: readonly Reply[],
): { readonly need?: Need; readonly offer: readonly Reply[] } {
  const before = state.need ?? noNeed;
  const isVoice = message.content.kind === 'voice';
  const isConfused = replies.some(({ key }) => confusions.has(key));
  if (before.isOffered || manner !== undefined || (!isVoice && !isConfused)) return { offer: [] };
  const need = {
    ...before,
    voices: before.voices + (isVoice ? 1 : 0),
    confused: before.confused + (isConfused ? 1 : 0),
  };
  if (need.voices < voicesBeforeOffer && need.confused < confusedBeforeOffer) {
    return { need, offer: [] };
  }
  return { need: { ...need, isOffered: true }, offer: [{ key: 'conversation.elderly.offer' }] };
}

const mostOptions = 3;
/** What stays when only three options fit, whatever stands before it. */
const kept: ReadonlySet<string> = new Set([
  toSay('complain'),
  toSay('consult'),
  toSay('progress'),
  '其他',
]);

const isKept = ({ say }: ReplyOption): boolean => kept.has(say);

/** Puts the options first that most people need: only three are shown in the elderly mode. */
export function orderForElderly(reply: Reply): Reply {
  const { options } = reply;
  if (options === undefined || options.length <= mostOptions) return reply;
  const keep = options.filter(isKept).slice(0, mostOptions);
  const others = options.filter((option) => !keep.includes(option));
  const room = mostOptions - keep.length;
  return { ...reply, options: [...others.slice(0, room), ...keep, ...others.slice(room)] };
}
