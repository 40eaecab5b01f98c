import type { Outcome } from '../bot/index.ts';
import { conclude } from './conclude.ts';
import type { AnswerUnasked } from './consult.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import { greet, toMenu } from './greet.ts';
import type { Heard } from './hear.ts';
import { addSent, offerKinds, type Sent } from './offer.ts';
import { begin } from './open-form.ts';
import { isPleasantry } from './pleasantry.ts';
import { asksSomething, countHan, isLongTelling } from './recognise.ts';
import type { OfferReply } from './reply-offer.ts';
import { isWordless, type BeginShort } from './short-form.ts';
import { isCommand, readPending, type HeardRoute } from './route.ts';
import { align, guessKind, spotKind, tellsOfWrong } from './spot/index.ts';
import type { TellPorts } from './take-telling.ts';

type Ports = TellPorts & {
  readonly offerReply: OfferReply;
  readonly answerUnasked: AnswerUnasked;
  readonly beginShort: BeginShort;
};

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
  if (
    heard.isEvidence ||
    (text !== undefined && (isLongTelling(text) || offered?.story !== undefined))
  ) {
    return (
      (await answerIfSure(heard, ports)) ??
      (await takeForGuess(heard, offered, ports)) ??
      offerLikely(heard, offered, ports.fold)
    );
  }
  if (text !== undefined && isWrongTold(text, ports.fold)) {
    return begin(heard, 'complaint', addSent(heard, offered), ports);
  }
  if (text !== undefined && isPleasantry(text, ports.fold)) return sayWelcome(heard);
  const answered = text === undefined ? undefined : await ports.answerUnasked(heard, text);
  if (answered !== undefined) return answered;
  if (!heard.state.greeted) return greet(heard);
  return conclude(heard, {
    replies: [toMenu('conversation.notUnderstood')],
    state: dropPending(heard.state),
  });
}

/** A long question that nothing else was sent with is answered; its words are kept for whatever it becomes. */
async function answerIfSure(heard: Heard, ports: Ports) {
  const { text, isEvidence } = heard;
  const isAlone = !isEvidence && readPending(heard, 'offer') === undefined;
  if (text === undefined || !isAlone || !guessKind(text, ports.fold).isSure) return undefined;
  return ports.answerUnasked(heard, text);
}

/** Who was asked twice what it is and goes on telling, is asked no third time: it is what it looks like. */
async function takeForGuess(heard: Heard, offered: Offered | undefined, ports: Ports) {
  const isTelling = heard.text !== undefined && !isPleasantry(heard.text, ports.fold);
  if (offered?.guess === undefined || !isTelling || offered.messageIds.length < asksOfKind) {
    return undefined;
  }
  const { guess, ...before } = offered;
  const sent = addSent(heard, before);
  return guess === 'consultation'
    ? ports.answerUnasked(heard, sent.story ?? '')
    : begin(heard, guess, sent, ports);
}

type Offered = ReturnType<typeof readPending<'offer'>>;

/** After so many messages the likeliest kind is taken. */
const asksOfKind = 2;

/** Thanks add nothing to what is offered. */
function offerLikely(heard: Heard, offered: Sent | undefined, fold: TellPorts['fold']) {
  const isThanks = offered !== undefined && isPleasantry(heard.text ?? '', fold);
  return offerKinds(heard, isThanks ? offered : addSent(heard, offered), fold);
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

function sayWelcome(heard: Heard): Outcome<DialogueState> {
  return conclude(heard, { replies: [{ key: 'conversation.welcome' }], state: heard.state });
}

function sayStray(heard: Heard): Outcome<DialogueState> {
  return conclude(heard, {
    replies: [toMenu('conversation.nothingOpen')],
    state: dropPending(heard.state),
  });
}
