import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import MiniSearch from 'minisearch';
import { buildIndex, writeSnapshot, type Document } from '../knowledge/retrieval/index.ts';
import { fold } from '../platform/fold/index.ts';
import { readData } from './retrieval/data.ts';
import { listTerms } from './retrieval/engines.ts';
import { makeEntries } from './retrieval/entries.ts';
import { drawBars } from './retrieval/draw-bars.ts';
import { toQuantile } from './retrieval/measures.ts';
import { readOptions } from './options.ts';
import { OpenedSchema, type Opened } from './retrieval/opened.ts';

/**
 * Cost at 1k, 10k and 100k entries made of clauses of statutes, asked real questions, beside MiniSearch. Load, memory,
 * searches and updates are those of a fresh process that opened the snapshot; its memory is counted above that of a
 * process that only started.
 */
type Scale = Opened & {
  readonly entries: number;
  readonly buildMs: number;
  readonly bytes: number;
};
type Peer = { readonly entries: number; readonly buildMs: number; readonly p50: number };

const sizes = [1000, 10_000, 100_000];
const questionsOfPeer = 15;
const options = readOptions();
const data = readData(options.data);
const clauses = data.articles.map(({ text }) => text);
const questions = data.questions.map(({ query }) => query);
const folder = mkdtempSync(path.join(tmpdir(), 'duxin-retrieval-'));
try {
  const questionFile = path.join(folder, 'questions.json');
  writeFileSync(questionFile, JSON.stringify(questions));
  const bare = openApart();
  const scales: Scale[] = [];
  const peers: Peer[] = [];
  for (const entries of sizes) {
    const documents = makeEntries(clauses, entries);
    scales.push(measureOurs(documents, questionFile, bare.rssMb));
    peers.push(measurePeer(documents));
  }
  report(scales, peers);
} finally {
  rmSync(folder, { recursive: true });
}

function measureOurs(documents: readonly Document[], questionFile: string, bareMb: number): Scale {
  const started = performance.now();
  const index = buildIndex(documents, { fold });
  const buildMs = performance.now() - started;
  const snapshot = path.join(folder, 'snapshot');
  const bytes = writeSnapshot(index, 'bench');
  writeFileSync(snapshot, bytes);
  const opened = openApart(snapshot, questionFile);
  return {
    ...opened,
    rssMb: opened.rssMb - bareMb,
    entries: documents.length,
    buildMs,
    bytes: bytes.length,
  };
}

/** Runs the opener in a process of its own; without arguments it only starts. */
function openApart(...files: readonly string[]): Opened {
  const opener = path.join(import.meta.dirname, 'retrieval/open-snapshot.ts');
  const printed = execFileSync(process.execPath, ['--import', 'tsx', opener, ...files], {
    encoding: 'utf8',
  });
  return OpenedSchema.parse(JSON.parse(printed));
}

function measurePeer(documents: readonly Document[]): Peer {
  const search = new MiniSearch<{ id: string; question: string; body: string }>({
    fields: ['question', 'body'],
    autoVacuum: false,
    tokenize: listTerms,
    processTerm: (term) => term,
  });
  const started = performance.now();
  search.addAll(
    documents.map(({ id, wordings, body }) => ({ id, question: wordings?.[0] ?? '', body })),
  );
  const buildMs = performance.now() - started;
  const times = questions.slice(0, questionsOfPeer).map((question) => {
    const asked = performance.now();
    search.search(question);
    return performance.now() - asked;
  });
  return { entries: documents.length, buildMs, p50: toQuantile(times, 0.5) };
}

function report(scales: readonly Scale[], peers: readonly Peer[]): void {
  console.log(
    '| entries | build s | snapshot MB | load ms | memory MB | p50 ms | p99 ms | p99 of all askings ms | update p99 ms | MiniSearch build s | MiniSearch p50 ms |',
  );
  console.log(`|${' --- |'.repeat(11)}`);
  scales.forEach((scale, at) => {
    const cells = [
      scale.entries,
      (scale.buildMs / 1000).toFixed(1),
      (scale.bytes / 1e6).toFixed(1),
      scale.loadMs.toFixed(0),
      scale.rssMb.toFixed(0),
      scale.p50.toFixed(2),
      scale.p99.toFixed(2),
      scale.p99AllAskings.toFixed(2),
      scale.updateP99.toFixed(2),
      ((peers[at]?.buildMs ?? 0) / 1000).toFixed(1),
      (peers[at]?.p50 ?? 0).toFixed(1),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  });
  console.log(
    `\n${drawBars(
      'p50 of a search, ms',
      toBars(scales, (scale) => scale.p50),
    )}`,
  );
  console.log(
    `\n${drawBars(
      'p50 of MiniSearch, ms',
      toBars(peers, (peer) => peer.p50),
    )}`,
  );
  console.log(
    `\n${drawBars(
      'memory, MB',
      toBars(scales, (scale) => scale.rssMb),
    )}`,
  );
  const largest = scales.at(-1);
  if (!options.json || largest === undefined) return;
  console.log(
    JSON.stringify({
      p50_100k: largest.p50,
      p99_100k: largest.p99,
      load_ms_100k: largest.loadMs,
      rss_mb_100k: largest.rssMb,
      update_ms_p99: largest.updateP99,
      ratio_minisearch: (peers.at(-1)?.p50 ?? 0) / largest.p50,
    }),
  );
}

function toBars<T extends { readonly entries: number }>(
  rows: readonly T[],
  toValue: (row: T) => number,
) {
  return rows.map((row) => ({ label: String(row.entries), value: toValue(row) }));
}
