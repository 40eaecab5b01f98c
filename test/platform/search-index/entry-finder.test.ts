import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  editEntry,
  findLive,
  publishEntry,
  retireEntry,
  reviewEntry,
  scheduleEntry,
  type Entry,
  type EntryFinder,
} from '../../../knowledge/index.ts';
import { fold } from '../../../platform/fold/index.ts';
import {
  createEntryFinder,
  layOutHere,
  layOutInThread,
  type LayOut,
} from '../../../platform/search-index/index.ts';
import { buildEntry } from '../../support/build-entry.ts';
import { buildLog } from '../../support/build-log.ts';

const editor = { name: '张编辑', accountId: 'a-1' };
let folder: string;
let now: Date;
let entries: Map<string, Entry>;
let log: ReturnType<typeof buildLog>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duxin-index-'));
  now = new Date('2026-03-02T01:00:00Z');
  entries = new Map();
  log = buildLog();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A process of its own: its own index, the same store and folder. */
function openProcess(layOut: LayOut = layOutHere): EntryFinder {
  return createEntryFinder(
    {
      listLive: async (at) => list().filter((entry) => findLive(entry, at) !== undefined),
      listChangedSince: async (since, at) =>
        list().filter(
          ({ changedAt, publishAt }) =>
            changedAt > since || (publishAt !== undefined && publishAt <= at),
        ),
      findMany: async (ids) => ids.flatMap((id) => entries.get(id) ?? []),
    },
    { folder, fold, layOut, now: () => now, log: log.log },
  );
}

const list = () => [...entries.values()];

/** Throws, so that a test fails which should open what was kept. */
const neverBuilds: LayOut = async () => {
  throw new Error('built anew');
};

async function findIds(process: EntryFinder, text: string): Promise<readonly string[]> {
  return (await process.find(text, { audience: 'public' }, 5)).map(({ id }) => id);
}

function put(entry: Entry): Entry {
  entries.set(entry.id, entry);
  return entry;
}

function wait(seconds: number): Date {
  now = new Date(now.getTime() + seconds * 1000);
  return now;
}

/** A new live text of the entry. */
function change(entry: Entry, question: string): Entry {
  const edited = editEntry(
    entry,
    { ...entry.text, question, similar: [] },
    { by: editor, at: now },
  );
  const reviewed = reviewEntry(edited, { by: editor, at: now }, { isSoleEditor: true });
  return put(publishEntry(reviewed, { by: editor, at: now }));
}

describe('finding live entries', () => {
  test('every process sees a change at its next question', async () => {
    const entry = put(buildEntry());
    const [one, two] = [openProcess(), openProcess()];
    expect(await findIds(one, '罚款不给票据')).toEqual([entry.id]);
    expect(await findIds(two, '罚款不给票据')).toEqual([entry.id]);
    const changed = change(entry, '小猫丢失');
    for (const process of [one, two]) {
      expect(await findIds(process, '小猫丢失')).toEqual([entry.id]);
      expect(await findIds(process, '罚款不给票据')).toEqual([]);
    }
    put(retireEntry(changed, { by: editor, at: now }));
    for (const process of [one, two]) expect(await findIds(process, '小猫丢失')).toEqual([]);
  });

  test('a change written a little late, under an older time, is not missed', async () => {
    put(buildEntry());
    const process = openProcess();
    await findIds(process, '罚款');
    wait(2);
    await findIds(process, '罚款');
    put({
      ...buildEntry({ id: 'late', question: '小猫丢失', similar: [] }),
      changedAt: new Date(now.getTime() - 1500),
    });
    expect(await findIds(process, '小猫丢失')).toEqual(['late']);
  });

  test('a scheduled text is found from its moment on although nothing was written then', async () => {
    const entry = put(buildEntry());
    const process = openProcess();
    const edited = editEntry(
      entry,
      { ...entry.text, question: '小猫丢失', similar: [] },
      { by: editor, at: now },
    );
    const reviewed = reviewEntry(edited, { by: editor, at: now }, { isSoleEditor: true });
    put(scheduleEntry(reviewed, new Date(now.getTime() + 60_000), { by: editor, at: now }));
    expect(await findIds(process, '罚款不给票据')).toEqual([entry.id]);
    expect(await findIds(process, '小猫丢失')).toEqual([]);
    wait(61);
    expect(await findIds(process, '小猫丢失')).toEqual([entry.id]);
  });

  test('a snapshot is kept, opened by the next start, and brought up to date', async () => {
    put(buildEntry());
    await findIds(openProcess(), '罚款');
    expect(await readdir(folder)).toEqual(['entries.dxri']);
    wait(3600);
    put({ ...buildEntry({ id: 'new', question: '小猫丢失', similar: [] }), changedAt: now });
    wait(60);
    const next = openProcess(neverBuilds);
    expect(await findIds(next, '小猫丢失')).toEqual(['new']);
    expect((await findIds(next, '罚款不给票据'))[0]).toEqual('fine-without-paper');
  });

  test('a damaged snapshot is built anew, with a line in the log', async () => {
    put(buildEntry());
    await findIds(openProcess(), '罚款');
    const file = join(folder, 'entries.dxri');
    const bytes = await readFile(file);
    bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 0xff;
    await writeFile(file, bytes);
    expect(await findIds(openProcess(), '罚款不给票据')).toEqual(['fine-without-paper']);
    expect(log.text()).toContain('"code":"damaged"');
  });

  test('a thread lays out the same index as this one', async () => {
    for (let at = 0; at < 40; at += 1)
      put(buildEntry({ id: `e-${at}`, question: `第 ${at} 个问题怎么办` }));
    const here = await findIds(openProcess(), '第 7 个问题');
    await rm(join(folder, 'entries.dxri'));
    expect(await findIds(openProcess(layOutInThread), '第 7 个问题')).toEqual(here);
  }, 30_000);
});
