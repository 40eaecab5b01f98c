import type { Fold } from '../retrieval/index.ts';
import { checkSentences, type Objection } from './check/check-sentences.ts';
import { hasInstructions } from './instructions.ts';
import type { LanguageModel, LanguageModelFault } from './language-model.ts';
import type { Mask } from './mask/create-mask.ts';
import type { CitedSentence, Passage } from './passage.ts';
import { toPrompt } from './prompt.ts';
import { readSentences } from './read-sentences.ts';
import {
  bookRequest,
  noteFailure,
  noteSuccess,
  type Budget,
  type Denial,
  type KeepSpending,
} from './spending.ts';

/** Why the published answer is given as it is. */
export type PlainReason =
  | 'nothing_in_force'
  | 'question_too_long'
  | 'instructions_in_question'
  | 'instructions_in_passage'
  | 'not_as_asked'
  | Denial
  | LanguageModelFault
  | Objection;

/**
 * A rewriting that passed every check; or that the answer is to be given as published. In `text` each sentence ends
 * in 〔n〕, the n-th of `cited`. A caller must label it as made by AI.
 */
export type Rewriting =
  | {
      readonly kind: 'rewritten';
      readonly sentences: readonly CitedSentence[];
      readonly text: string;
      readonly cited: readonly Passage[];
    }
  | { readonly kind: 'plain'; readonly reason: PlainReason };

export type Rewrite = (asked: {
  readonly question: string;
  /** The published answer as it would be given. */
  readonly plain: string;
  readonly passages: readonly Passage[];
  readonly timeoutMs?: number;
}) => Promise<Rewriting>;

export type RewritePorts = {
  readonly model: LanguageModel;
  readonly fold: Fold;
  /** What createMask gives: takes out what tells who somebody is. */
  readonly mask: Mask;
  readonly budget: Budget;
  readonly spending: KeepSpending;
  /** ms since 1970. */
  readonly now: () => number;
  /** A signal that is aborted after so many ms. */
  readonly startDeadline: (timeoutMs: number) => AbortSignal;
};

const defaultTimeoutMs = 8000;
const maxTokens = 800;
/** What is longer is a story and no question; and it says more about a person. */
const longestQuestion = 500;

/**
 * Lets a language model put published text into an answer that fits the question. Only the masked question and the
 * passages in force leave; only sentences that these passages bear out come back. Never fails because of the model.
 */
export function createRewrite(ports: RewritePorts): Rewrite {
  return async function rewrite({ question, plain, passages, timeoutMs = defaultTimeoutMs }) {
    const inForce = passages.filter((passage) => passage.inForce);
    const hindrance = findHindrance(question, inForce);
    if (hindrance !== undefined) return toPlain(hindrance);
    const prompt = toPrompt(ports.mask(question), inForce);
    const answer = await ask(ports, prompt, timeoutMs);
    if (answer.kind === 'plain') return answer;
    const sentences = readSentences(answer.text);
    if (sentences === undefined) return toPlain('not_as_asked');
    const { fold } = ports;
    const known = [...prompt.shown, ...passages.filter((passage) => !passage.inForce)];
    const objection = checkSentences(sentences, { question, plain, passages: known, fold });
    return objection === undefined ? toRewritten(sentences, prompt.shown) : toPlain(objection);
  };
}

function findHindrance(question: string, passages: readonly Passage[]): PlainReason | undefined {
  if (passages.length === 0) return 'nothing_in_force';
  if (question.length > longestQuestion) return 'question_too_long';
  if (hasInstructions(question)) return 'instructions_in_question';
  const isSpoilt = passages.some(({ title, text }) => hasInstructions(`${title}\n${text}`));
  return isSpoilt ? 'instructions_in_passage' : undefined;
}

type Asked = { readonly kind: 'answered'; readonly text: string } | ReturnType<typeof toPlain>;

async function ask(
  { model, budget, spending, now, startDeadline }: RewritePorts,
  { system, user }: { readonly system: string; readonly user: string },
  timeoutMs: number,
): Promise<Asked> {
  // One character of Chinese is a token at most.
  const booked = system.length + user.length + maxTokens;
  const booking = bookRequest(spending.read(), booked, budget, now());
  spending.write(booking.spending);
  if (booking.denied !== undefined) return toPlain(booking.denied);
  const signal = startDeadline(timeoutMs);
  try {
    const asked = model.complete({ system, user, maxTokens, signal });
    const { text, tokens } = await Promise.race([asked, whenAborted(signal)]);
    spending.write(noteSuccess(spending.read(), booked, tokens));
    return { kind: 'answered', text };
  } catch (error) {
    spending.write(noteFailure(spending.read(), budget, now()));
    return toPlain(toFault(error, signal));
  }
}

/** A model that does not heed the signal is left behind. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(new Error('aborted'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

const faults: Readonly<Record<LanguageModelFault, true>> = {
  model_unreachable: true,
  model_timed_out: true,
  model_unauthorised: true,
  model_busy: true,
  model_failed: true,
  model_refused: true,
  model_unreadable: true,
  model_too_large: true,
};

function toFault(error: unknown, signal: AbortSignal): LanguageModelFault {
  if (signal.aborted) return 'model_timed_out';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return isFault(code) ? code : 'model_failed';
}

function isFault(code: unknown): code is LanguageModelFault {
  return typeof code === 'string' && Object.hasOwn(faults, code);
}

function toRewritten(sentences: readonly CitedSentence[], shown: readonly Passage[]): Rewriting {
  const cited = shown.filter(({ ref }) => sentences.some(({ refs }) => refs.includes(ref)));
  const place = new Map(cited.map(({ ref }, index) => [ref, index + 1]));
  const text = sentences
    .map(
      (sentence) =>
        `${sentence.text}${sentence.refs.map((ref) => `〔${place.get(ref)}〕`).join('')}`,
    )
    .join('');
  return { kind: 'rewritten', sentences, text, cited };
}

function toPlain(reason: PlainReason) {
  return { kind: 'plain', reason } as const;
}
