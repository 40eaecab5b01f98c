import type { Outcome } from '../bot/index.ts';
import { conclude } from './conclude.ts';
import type { AnswerUnasked } from './consult.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import { greet, toMenu } from './greet.ts';
import type { Heard } from './hear.ts';
import { addSent, offerKinds } from './offer.ts';
import { begin } from './open-form.ts';
import { asksSomething, countHan } from './recognise.ts';
import type { OfferReply } from './reply-offer.ts';
import { isWordless, type BeginShort } from './short-form.ts';
import { isCommand, readPending, type HeardRoute } from './route.ts';
import { align, spotKind, tellsOfWrong } from './spot/index.ts';
import type { TellPorts } from './take-telling.ts';

type Ports = TellPorts & {
  readonly offerReply: OfferReply;
  readonly answerUnasked: AnswerUnasked;
  readonly beginShort: BeginShort;
};

/** From this length on words are a matter of their own: Han characters, or letters where there are none. */
const longTelling = { han: 20, letters: 60 };

/** Words and things that nothing else took: an answer to staff, a matter without a name, or a question. */
export function createFallback(ports: Ports): HeardRoute {
  return {
    name: 'fallback',
    plan: (heard) => async () =>
      (await ports.offerReply(heard)) ?? (await understand(heard, ports)),
  };
}

/** 提交 after words or pictures were sent without a form makes them a complaint; other form words get help. */
export function createAnswerStray(ports: TellPorts): HeardRoute {
  return {
    name: 'stray-word',
    plan(heard) {
      if (!isCommand(heard, 'skip', 'change', 'submit', 'back', 'cancel')) return undefined;
      const offered = readPending(heard, 'offer');
      if (offered !== undefined && isCommand(heard, 'submit')) {
        return async () => begin(heard, 'complaint', offered, ports);
      }
      return () => sayStray(heard);
    },
  };
}

async function understand(heard: Heard, ports: Ports): Promise<Outcome<DialogueState>> {
  const { text } = heard;
  const offered = readPending(heard, 'offer');
  if (isWordless(heard) && offered?.story === undefined) {
    return ports.beginShort(heard, addSent(heard, offered));
  }
  const kind = text === undefined ? undefined : readKindSaid(text, ports.fold);
  if (kind !== undefined) return begin(heard, kind, addSent(heard, offered), ports);
  if (heard.isEvidence || (text !== undefined && (isLong(text) || offered?.story !== undefined))) {
    return offerKinds(heard, addSent(heard, offered));
  }
  if (text !== undefined && isWrongTold(text, ports.fold)) {
    return begin(heard, 'complaint', addSent(heard, offered), ports);
  }
  const answered = text === undefined ? undefined : await ports.answerUnasked(heard, text);
  if (answered !== undefined) return answered;
  if (!heard.state.greeted) return greet(heard);
  return conclude(heard, {
    replies: [toMenu('conversation.notUnderstood')],
    state: dropPending(heard.state),
  });
}

/** Who says what they came for, and says more than that, need not be asked. */
function readKindSaid(
  text: string,
  fold: TellPorts['fold'],
): 'complaint' | 'suggestion' | undefined {
  const kind = spotKind(text, fold);
  return kind === 'consultation' || !isTold(text) ? undefined : kind;
}

/** A short telling of what was done to somebody is a complaint; a question about it is none. */
function isWrongTold(text: string, fold: TellPorts['fold']): boolean {
  return !asksSomething(text, fold) && tellsOfWrong(align(text, fold));
}

const shortestMatter = { han: 10, letters: 40 };

function isTold(text: string): boolean {
  const han = countHan(text);
  return han === 0 ? text.length >= shortestMatter.letters : han >= shortestMatter.han;
}

function isLong(text: string): boolean {
  const han = countHan(text);
  return han === 0 ? text.length >= longTelling.letters : han >= longTelling.han;
}

function sayStray(heard: Heard): Outcome<DialogueState> {
  return conclude(heard, {
    replies: [toMenu('conversation.nothingOpen')],
    state: dropPending(heard.state),
  });
}
