import { toCitationLabel } from '../citation.ts';
import { listPassages, type Rewrite } from '../rewrite/index.ts';
import type { Answer } from './answer.ts';

type Sure = Extract<Answer, { kind: 'sure' }>;

/** A published answer in other words; each sentence ends in the numbers (〔1〕) of the titles it rests on. */
export type RewrittenAnswer = { readonly text: string; readonly titles: readonly string[] };

/** Undefined when the answer is to be given as it was published. Takes seconds. */
export type RewriteAnswer = (
  question: string,
  answer: Sure,
) => Promise<RewrittenAnswer | undefined>;

/** Offers the model the entry and its articles in force, and nothing else; `note` is told what leaves or why nothing does. */
export function createRewriteAnswer(ports: {
  readonly rewrite: Rewrite;
  /** Published texts that will be passages: their words are no secret. */
  readonly learnWords: (published: string) => void;
  readonly onPlain: (reason: string) => void;
}): RewriteAnswer {
  return async function rewriteAnswer(question, { entry, basis }) {
    const { question: title, answer: plain } = entry.live.text;
    const articles = basis.citations.flatMap((resolved) =>
      resolved.kind === 'in_force'
        ? [
            {
              title: toCitationLabel(resolved.citation),
              text: resolved.article.text,
              inForce: true,
            },
          ]
        : [],
    );
    const passages = listPassages({ question: title, answer: plain }, articles);
    for (const passage of passages) ports.learnWords(`${passage.title}\n${passage.text}`);
    const rewriting = await ports.rewrite({ question, plain, passages });
    if (rewriting.kind === 'plain') {
      ports.onPlain(rewriting.reason);
      return undefined;
    }
    return { text: rewriting.text, titles: rewriting.cited.map((passage) => passage.title) };
  };
}
