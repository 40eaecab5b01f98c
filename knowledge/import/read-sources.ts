import type { ImportJob } from './job.ts';
import { planSources } from './plan-source.ts';
import type { RefusedFile, SourcePlan } from './plan.ts';
import type { ImportPorts } from './ports.ts';
import type { Source } from './source.ts';

export type ReadJob = {
  readonly plans: readonly SourcePlan[];
  readonly refused: readonly RefusedFile[];
};

/** Reads the job's files again and plans them: the same files and choices give the same plan every time. */
export async function readJob(
  job: ImportJob,
  {
    jobs,
    readFile,
    ...tools
  }: Pick<ImportPorts, 'jobs' | 'readFile' | 'fold' | 'toSimplified' | 'digest'>,
): Promise<ReadJob> {
  const sources: Source[] = [];
  const refused: RefusedFile[] = [];
  for (const { id, name } of job.files) {
    const bytes = await jobs.readFile(job.id, id);
    if (bytes === undefined) continue;
    const read = await readFile(name, bytes);
    sources.push(...read.sources);
    refused.push(...read.refused);
  }
  const choices = Object.fromEntries(job.choices.map(({ source, ...choice }) => [source, choice]));
  return { plans: planSources(nameApart(sources), choices, tools), refused };
}

/** Two files of a folder may have one name; choices are by name. */
function nameApart(sources: readonly Source[]): readonly Source[] {
  const counts = new Map<string, number>();
  return sources.map((source) => {
    const count = (counts.get(source.name) ?? 0) + 1;
    counts.set(source.name, count);
    return count === 1 ? source : { ...source, name: `${source.name} (${count})` };
  });
}
