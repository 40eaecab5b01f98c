import type { Outcome } from '../bot/index.ts';
import { claim } from './form.ts';
import type { DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import { stayQuiet } from './conclude.ts';
import { readFreeText, type HeardRoute } from './route.ts';

/** So many messages a minute are each answered; what comes beyond is stored and taken, and answered once. */
export const mostAnsweredPerMinute = 40;
const minuteMs = 60_000;
/** The same words within this time are one message. */
const repeatMs = 2 * minuteMs;
const shortestRepeat = 6;

/** Words sent twice by an impatient thumb are kept, belong to the draft, and are answered once. */
export const hearRepeat: HeardRoute = {
  name: 'repeat',
  plan(heard) {
    const { said, saidAt = '' } = heard.state.pace ?? {};
    const text = readFreeText(heard);
    const isSame = text !== undefined && text.length >= shortestRepeat && toMark(text) === said;
    const isSoon = heard.at.getTime() - Date.parse(saidAt) < repeatMs;
    return isSame && isSoon ? () => keepQuietly(heard) : undefined;
  },
};

function keepQuietly(heard: Heard): Outcome<DialogueState> {
  const { form } = heard.state;
  const quiet = stayQuiet(heard);
  return form === undefined
    ? quiet
    : { ...quiet, state: { ...heard.state, form: claim(form, heard.message.id) } };
}

/** Notes the message; beyond the limit the answer is dropped but for one, and never one that files a matter. */
export function keepPace(heard: Heard, outcome: Outcome<DialogueState>): Outcome<DialogueState> {
  const { at } = heard;
  const { since = '', count: before = 0 } = heard.state.pace ?? {};
  const isSameMinute = at.getTime() - Date.parse(since) < minuteMs;
  const count = isSameMinute ? before + 1 : 1;
  const text = readFreeText(heard);
  const state: DialogueState = {
    ...outcome.state,
    pace: {
      since: isSameMinute ? since : at.toISOString(),
      count,
      ...(text !== undefined &&
        !mayNameSomeone(heard, text) && { said: toMark(text), saidAt: at.toISOString() }),
    },
  };
  const isOver = count > mostAnsweredPerMinute && outcome.ticketId === undefined;
  if (!isOver || outcome.replies.length === 0) return { ...outcome, state };
  const isFirst = count === mostAnsweredPerMinute + 1;
  return { ...outcome, state, replies: isFirst ? [{ key: 'conversation.slowDown' }] : [] };
}

/** Name and telephone are kept sealed only, not even their mark stays. */
function mayNameSomeone({ state }: Heard, text: string): boolean {
  return state.form?.asking === 'contact' || /\d{7}/u.test(text);
}

/** A short mark of a text (FNV-1a and the length), enough to know the same words again and not to read them. */
function toMark(text: string): string {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93) >>> 0;
  }
  return `${hash.toString(36)}-${text.length}`;
}
