import type { Outcome } from '../bot/index.ts';
import { findCertificateNumber, type AskCertificate } from '../people/index.ts';
import { toShanghaiDay } from '../tickets/index.ts';
import { conclude } from './conclude.ts';
import type { DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { HandlerPorts } from './ports.ts';
import { readFreeText, type HeardRoute } from './route.ts';

const mostAsked = 5;
const askedForgottenMs = 3600_000;
const longestQuestion = 60;

/** Folded. With a number behind it, or alone. */
const asksToCheck =
  /^(?:请|帮我|我要|我想)?(?:查证|核验|验证|核实|查一?下?)(?:一下)?(?:行政)?(?:执法)?(?:人员)?(?:的)?(?:执法证|证件|证号|证)?(?:号码?|编号|真假|真伪)?[:,是为\s]*(?=[0-9a-z]|$)/u;
const namesCertificate = /执法证|证号|证件号|officer'?s? certificate|certificate number/u;
/** Without a number only what plainly wants to check one: whether a certificate must be shown is a legal question. */
const asksHowToCheck =
  /(?:怎么|如何|哪里|在哪)(?:能|可以|才能)?(?:查|核实|核验|验证)|真假|真伪|(?:check|verify).{0,40}certificate|certificate.{0,40}(?:genuine|real)/u;
const isQuestion =
  /[?？]|吗|真假|真伪|有效|有没有|是不是|假的|查一?下|核实|核验|怎么查|如何查|check|valid|real|genuine/u;

/**
 * 查证 and a number, or a question whether a certificate is genuine: valid and of which unit, or not found, and
 * nothing more. An answer in a form is left alone.
 */
export function createCheckCertificate({
  askCertificate,
  fold,
}: Pick<HandlerPorts, 'askCertificate' | 'fold'>): HeardRoute {
  return {
    name: 'check-certificate',
    plan(heard) {
      const text = readFreeText(heard);
      if (askCertificate === undefined || text === undefined) return undefined;
      const asked = readQuestion(fold(text));
      if (asked === undefined) return undefined;
      return async () => answer(heard, asked.number, askCertificate);
    },
  };
}

function readQuestion(folded: string): { readonly number?: string } | undefined {
  if (folded.length > longestQuestion) return undefined;
  const isNamed = namesCertificate.test(folded);
  const isAsked = asksToCheck.test(folded) || (isNamed && isQuestion.test(folded));
  if (!isAsked) return undefined;
  const number = findCertificateNumber(folded);
  if (number !== undefined) return { number };
  const wantsToCheck =
    /^(?:查证|核验|验证)$/u.test(folded) ||
    (isNamed && (asksToCheck.test(folded) || asksHowToCheck.test(folded)));
  return wantsToCheck ? {} : undefined;
}

async function answer(
  heard: Heard,
  number: string | undefined,
  ask: AskCertificate,
): Promise<Outcome<DialogueState>> {
  const { state, at } = heard;
  if (number === undefined) return say(heard, 'conversation.certificate.which', {}, state);
  const { count = 0, since = '' } = state.certificateAsks ?? {};
  const isRecent = at.getTime() - Date.parse(since) < askedForgottenMs;
  if (isRecent && count >= mostAsked)
    return say(heard, 'conversation.certificate.tooMany', {}, state);
  const unit = await ask(number, toShanghaiDay(at));
  const certificateAsks = isRecent
    ? { count: count + 1, since }
    : { count: 1, since: at.toISOString() };
  return unit === undefined
    ? say(heard, 'conversation.certificate.notFound', {}, { ...state, certificateAsks })
    : say(heard, 'conversation.certificate.valid', { unit }, { ...state, certificateAsks });
}

function say(
  heard: Heard,
  key: string,
  values: Readonly<Record<string, string>>,
  state: DialogueState,
): Outcome<DialogueState> {
  return conclude(heard, { replies: [{ key, values }], state });
}
