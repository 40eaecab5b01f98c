import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** A text to find things in. */
export type Row = { readonly id: string; readonly title: string; readonly text: string };

/** A question and the ids of the rows that are right. */
export type Case = { readonly text: string; readonly right: ReadonlySet<string> };

/** One of the two tasks: the rows, and questions about them. */
export type Task = { readonly rows: readonly Row[]; readonly cases: readonly Case[] };

const QuestionSchema = z.object({
  id: z.string(),
  query: z.string(),
  answer: z.string().nullish(),
  admin: z.boolean(),
  gold_canon: z.array(z.string()),
});
const ArticleSchema = z.object({ id: z.string(), law: z.string(), text: z.string() });
const MessageSchema = z.object({ text: z.string() });

export type Question = z.infer<typeof QuestionSchema>;
type Article = z.infer<typeof ArticleSchema>;

/** What the benches read: real questions with answers, articles, and complaints that no legal answer fits. */
export type Data = {
  readonly questions: readonly Question[];
  readonly articles: readonly Article[];
  readonly complaints: readonly string[];
};

/** Reads a folder with the layout of ../shared/data. */
export function readData(folder: string): Data {
  const read = <T>(file: string, schema: z.ZodType<T>): T[] =>
    readFileSync(path.join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => schema.parse(JSON.parse(line)));
  return {
    questions: read('stard_lecoqa/queries.dev.jsonl', QuestionSchema),
    articles: [
      ...read('stard_lecoqa/gold_articles.jsonl', ArticleSchema),
      ...read('laws/articles.jsonl', ArticleSchema),
    ],
    complaints: read('taidi_c/att2_raw.dev.jsonl', MessageSchema).map(({ text }) => text),
  };
}

/** Question to lawyer's answer: the answer written for it is right. */
export function toAnswerTask(questions: readonly Question[]): Task {
  const answered = questions.filter(({ answer }) => hasText(answer));
  return {
    rows: answered.map(({ id, answer }) => ({ id, title: '', text: answer ?? '' })),
    cases: answered.map(({ id, query }) => ({ text: query, right: new Set([id]) })),
  };
}

/** Question to article: a row is right when its words are those of a gold article, whichever list it came from. */
export function toArticleTask({ questions, articles }: Data): Task {
  const wordsOf = new Map(articles.map(({ id, text }) => [id, text.replaceAll(/\s/g, '')]));
  const idsOf = new Map<string, string[]>();
  for (const [id, words] of wordsOf) idsOf.set(words, [...(idsOf.get(words) ?? []), id]);
  return {
    rows: articles.map(({ id, law, text }) => ({ id, title: law, text })),
    cases: questions
      .filter(({ answer }) => hasText(answer))
      .map(({ query, gold_canon }) => ({
        text: query,
        right: new Set(gold_canon.flatMap((id) => idsOf.get(wordsOf.get(id) ?? '') ?? [])),
      })),
  };
}

/** One of five parts, by a hash, so that it is the same whatever else is in the set. */
export function toFold(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE() % 5;
}

function hasText(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && text !== '';
}
