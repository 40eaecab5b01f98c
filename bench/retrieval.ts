import { buildIndex, decide } from '../knowledge/retrieval/index.ts';
import { fold } from '../platform/fold/index.ts';
import { readData, toAnswerTask, toArticleTask, type Task } from './retrieval/data.ts';
import { toDocuments } from './retrieval/documents.ts';
import { createOurs, type Engine, indexMiniSearch, indexPlain } from './retrieval/engines.ts';
import { bootstrapDifference, listPlaces, toHit5, toMrr } from './retrieval/measures.ts';
import { readOptions } from './options.ts';
import {
  askAdministrativeBase,
  measureSilence,
  setThreshold,
  type Silence,
} from './retrieval/silence.ts';

/**
 * Finds lawyers' answers and articles for real questions, and keeps silent on foreign ones, beside MiniSearch and a
 * plain BM25 on the same rows. `foreign_direct` is the larger of the shares of other legal questions and of complaints
 * that get a direct answer. The peers know no threshold: theirs is set, knowing the result, where 2 % of the other
 * legal questions pass.
 */
type Figures = {
  readonly answer_hit5: number;
  readonly answer_mrr: number;
  readonly article_hit5: number;
  readonly article_mrr: number;
  readonly admin_hit5: number;
  readonly auroc_legal: number;
  readonly auroc_complaints: number;
  readonly foreign_direct: number;
  readonly admin_direct: number;
};
type Measured = {
  readonly name: string;
  readonly figures: Figures;
  readonly answers: readonly number[];
  readonly articles: readonly number[];
};

const options = readOptions();
const data = readData(options.data);
const answerTask = toAnswerTask(data.questions);
const articleTask = toArticleTask(data);
const isAdministrative = data.questions
  .filter(({ answer }) => (answer ?? '') !== '')
  .map(({ admin }) => admin);

const ours = measure('ours', createOurs(), askOurs());
const plain = measure('plain', indexPlain, askPeer(indexPlain));
const minisearch = measure('minisearch', indexMiniSearch, askPeer(indexMiniSearch));
printTables([ours, plain, minisearch]);
if (options.json) {
  const all = { ours: ours.figures, plain: plain.figures, minisearch: minisearch.figures };
  console.log(JSON.stringify(all));
}

function measure(name: string, engine: Engine, silence: Silence): Measured {
  const place = (task: Task): readonly number[] => listPlaces(task, engine(task.rows));
  const answers = place(answerTask);
  const articles = place(articleTask);
  return {
    name,
    answers,
    articles,
    figures: {
      answer_hit5: toHit5(answers),
      answer_mrr: toMrr(answers),
      article_hit5: toHit5(articles),
      article_mrr: toMrr(articles),
      admin_hit5: toHit5(articles.filter((_, at) => isAdministrative[at])),
      ...measureSilence(silence),
    },
  };
}

/** Ours by the decision that is shipped. */
function askOurs(): Silence {
  return askAdministrativeBase(data, (rows) => {
    const index = buildIndex(toDocuments(rows), { fold });
    return (text) => {
      const hits = index.search(text, { audience: 'public' }, 2);
      const isSure = decide(hits).kind === 'sure';
      return { id: hits[0]?.id ?? '', score: hits[0]?.worth ?? 0, isSure };
    };
  });
}

function askPeer(indexRows: Engine): Silence {
  const silence = askAdministrativeBase(data, (rows) => {
    const find = indexRows(rows);
    return (text) => ({ id: '', score: 0, ...find(text, 1)[0], isSure: false });
  });
  return setThreshold(silence);
}

function printTables(measured: readonly Measured[]): void {
  const { rows, cases } = articleTask;
  console.log(`${answerTask.cases.length} questions to ${answerTask.rows.length} answers, `);
  console.log(
    `${cases.length} questions to ${rows.length} articles, ${data.complaints.length} complaints.\n`,
  );
  const names = Object.keys(ours.figures);
  console.log(`| engine | ${names.join(' | ')} |\n| --- |${' --- |'.repeat(names.length)}`);
  for (const { name, figures } of measured) {
    const cells = Object.values(figures).map((figure) => figure.toFixed(4));
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
  console.log(
    '\n| ours against | measure | difference | 95 % interval |\n| --- | --- | --- | --- |',
  );
  for (const peer of [plain, minisearch]) {
    printDifference(peer, 'answer_mrr', 'answers', (place) => 1 / place);
    printDifference(peer, 'article_hit5', 'articles', (place) => Number(place <= 5));
    printDifference(peer, 'article_mrr', 'articles', (place) => 1 / place);
  }
}

function printDifference(
  peer: Measured,
  measureName: string,
  task: 'answers' | 'articles',
  toValue: (place: number) => number,
): void {
  const { difference, low, high } = bootstrapDifference(
    ours[task].map(toValue),
    peer[task].map(toValue),
  );
  const interval = `${low.toFixed(4)} to ${high.toFixed(4)}`;
  console.log(`| ${peer.name} | ${measureName} | ${difference.toFixed(4)} | ${interval} |`);
}
