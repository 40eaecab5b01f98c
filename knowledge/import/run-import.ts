import { importStatutes, knownDates, knownEnds, type ImportedStatute } from '../statute/index.ts';
import { flagCitingArticles, listChangedArticles } from './flag-citing-articles.ts';
import { ImportError } from './errors.ts';
import type { ImportJob, ImportReport, StatuteOutcome } from './job.ts';
import type { PlannedItem } from './plan.ts';
import type { ImportPorts } from './ports.ts';
import { readJob } from './read-sources.ts';
import { toItemId, toItemTitle, writeItem, type SmallItem } from './write-item.ts';

type Signal = { readonly aborted: boolean };
type StatuteItem = Extract<PlannedItem, { readonly kind: 'statute' }>;

/** Progress is written after so many items, and after every statute. */
const batchSize = 25;
const mostKept = 500;

/**
 * Runs a job that was started, or goes on with one that died: its files are read and planned again, what was done
 * is skipped, and what was begun finds itself. Returns when it ended or was stopped; throws `import_conflict` when
 * another run has taken the job over.
 */
export async function runImport(id: string, ports: ImportPorts, signal: Signal): Promise<void> {
  const found = await ports.jobs.find(id);
  if (found?.status !== 'running') return;
  const { plans, refused } = await readJob(found, ports);
  const items = plans.flatMap((plan) => plan.items);
  const faults = plans.reduce((sum, plan) => sum + plan.faults.length, 0);
  const keeper = createKeeper(found, ports);
  await keeper.begin(items.length, { faults, refused });
  const small = items.filter((item) => item.kind !== 'statute');
  const statutes = items.filter((item) => item.kind === 'statute');
  await writeSmall(small, keeper, ports, signal);
  if (signal.aborted) return;
  await writeStatutes(statutes, small.length, keeper, ports, signal);
  if (!signal.aborted) await keeper.end();
}

type Keeper = ReturnType<typeof createKeeper>;

/** The job as it stands, kept with each stride. */
function createKeeper(found: ImportJob, { jobs, now }: Pick<ImportPorts, 'jobs' | 'now'>) {
  let job = found;
  let report: ImportReport = found.report ?? {
    added: 0,
    same: 0,
    kept: [],
    faults: 0,
    refused: [],
    statutes: [],
    ended: [],
    flagged: 0,
  };

  async function save(change: Partial<ImportJob>): Promise<void> {
    const next = { ...job, ...change, report, version: job.version + 1 };
    if (!(await jobs.save(next))) throw new ImportError('import_conflict');
    job = next;
  }

  return {
    done: () => job.progress.done,
    report: () => report,
    checkedThrough: () => job.checkedThrough ?? '',
    /** Whether the next item may be half done: only the first of a run that goes on with another. */
    isRepeat: () => job.attempts > 1 && job.progress.done === found.progress.done,
    note(change: Partial<ImportReport>): void {
      report = { ...report, ...change };
    },
    begin: (total: number, counts: Pick<ImportReport, 'faults' | 'refused'>) => {
      report = { ...report, ...counts };
      return save({ attempts: job.attempts + 1, progress: { done: job.progress.done, total } });
    },
    advance: (done: number) => save({ progress: { ...job.progress, done } }),
    end: () =>
      save({
        status: 'done',
        endedAt: now(),
        progress: { ...job.progress, done: job.progress.total },
      }),
  };
}

async function writeSmall(
  items: readonly SmallItem[],
  keeper: Keeper,
  ports: ImportPorts,
  signal: Signal,
): Promise<void> {
  for (let from = keeper.done(); from < items.length; from += batchSize) {
    if (signal.aborted) return;
    const batch = items.slice(from, from + batchSize);
    for (const item of batch) {
      const written = await writeItem(item, ports);
      const { added, same, kept } = keeper.report();
      if (written === 'added') keeper.note({ added: added + 1 });
      else if (written === 'same') keeper.note({ same: same + 1 });
      else if (kept.length < mostKept) {
        const left = { id: toItemId(item), title: toItemTitle(item), source: item.source };
        keeper.note({ kept: [...kept, left] });
      }
    }
    await keeper.advance(from + batch.length);
  }
}

/** One by one, so that each stride is kept; a repeat of one that is here writes nothing. */
async function writeStatutes(
  items: readonly StatuteItem[],
  before: number,
  keeper: Keeper,
  ports: ImportPorts,
  signal: Signal,
): Promise<void> {
  const { fold, statutes: store } = ports;
  for (let at = Math.max(0, keeper.done() - before); at < items.length; at += 1) {
    const item = items[at];
    if (signal.aborted || item === undefined) return;
    const checkedThrough = keeper.checkedThrough();
    const options = { knownDates, knownEnds, checkedThrough, fold, signal };
    const { statutes, ended } = await importStatutes({ store }, [item.statute], options);
    const [done] = statutes;
    if (done === undefined) return;
    const flagged = await flagCiting(done, keeper, ports);
    const report = keeper.report();
    keeper.note({
      statutes: [...report.statutes, toOutcome(done)],
      ended: [...new Set([...report.ended, ...ended])],
      flagged: report.flagged + flagged,
    });
    await keeper.advance(before + at + 1);
  }
}

/**
 * Marks the entries that cite what the new version changed. A run that died between the text and the marks finds
 * the text here already: it then compares the two versions once more.
 */
async function flagCiting(
  done: ImportedStatute,
  keeper: Keeper,
  ports: ImportPorts,
): Promise<number> {
  if (done.kind === 'newer') return flagCitingArticles(done.changed, ports);
  if (done.kind !== 'same' || !keeper.isRepeat()) return 0;
  return flagCitingArticles(await listChangedArticles(done.version.id, ports), ports);
}

function toOutcome(done: ImportedStatute): StatuteOutcome {
  const { title, kind } = done;
  if (done.kind === 'refused') return { title, kind, refusal: done.refusal.code };
  return done.kind === 'newer'
    ? { title, kind, counts: done.counts, changed: done.changed }
    : { title, kind };
}
