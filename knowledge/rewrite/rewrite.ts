import type { Fold } from '../retrieval/index.ts';
import { checkSentences, type Objection } from './check/check-sentences.ts';
import { hasInstructions } from './instructions.ts';
import { askModel, type AskPorts, type Unanswered } from './ask-model.ts';
import type { Mask } from './mask/create-mask.ts';
import type { CitedSentence, Passage } from './passage.ts';
import { toPrompt } from './prompt.ts';
import { readSentences } from './read-sentences.ts';

/** Why the published answer is given as it is. */
export type PlainReason =
  | 'nothing_in_force'
  | 'question_too_long'
  | 'instructions_in_question'
  | 'instructions_in_passage'
  | 'not_as_asked'
  | Unanswered
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

export type RewritePorts = AskPorts & {
  readonly fold: Fold;
  /** What createMask gives: takes out what tells who somebody is. */
  readonly mask: Mask;
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
    const answer = await askModel(ports, { ...prompt, maxTokens, timeoutMs });
    if (answer.kind === 'unanswered') return toPlain(answer.reason);
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
