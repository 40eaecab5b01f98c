import { toEntrySource, type Entry, type LiveText, type Revision } from '../../knowledge/index.ts';
import { HttpError } from '../../platform/http/index.ts';
import type { AdminPorts } from '../ports.ts';
import type { RecallReach } from './recalls.schema.ts';

type Ports = Pick<AdminPorts, 'knowledge' | 'recalls' | 'render'>;
type Wish = {
  readonly entryId: string;
  readonly versions?: readonly number[];
  readonly correction: string;
};

/** Finds how many people were given which version of an entry, and what a correction would say to them. */
export function createFindReach({ knowledge, recalls, render }: Ports) {
  return async function findReach({ entryId, versions, correction }: Wish): Promise<RecallReach> {
    const entry = await knowledge.find(entryId);
    if (entry === undefined) throw new HttpError('not_found');
    const said = listSaid(entry, await knowledge.listRevisions(entryId));
    const chosen = said.filter(({ version }) => versions?.includes(version) ?? true);
    const [first = said[0]] = chosen;
    const question = first?.text.question ?? entry.text.question;
    const reply = { key: 'conversation.recalled', values: { question, correction } };
    return {
      question,
      people: await count(chosen),
      words: render(reply, 'zh-CN').text,
      versions: await Promise.all(
        said.map(async (one) => ({
          version: one.version,
          people: await count([one]),
          answer: one.text.answer,
          publishedAt: one.publishedAt.toISOString(),
          isLive: one.version === entry.live?.version,
        })),
      ),
    };

    async function count(of: readonly LiveText[]): Promise<number> {
      if (of.length === 0) return 0;
      const given = await recalls.listPeopleGiven(
        of.map(({ version }) => toSource(entryId, version)),
      );
      return given.length;
    }
  };
}

/** `entry@version` */
export function toSource(entryId: string, version: number): string {
  return toEntrySource({ id: entryId }, { version });
}

/** What was live at some time: the text of each revision that was published, and the one that is live now. */
function listSaid(entry: Entry, revisions: readonly Revision[]): readonly LiveText[] {
  const said = new Map<number, LiveText>();
  for (const { version, state, text, change, changedAt } of revisions) {
    const wentLive = change.action === 'publish' || change.action === 'create';
    if (wentLive && state === 'published') {
      said.set(version, { version, text, publishedAt: changedAt });
    }
  }
  if (entry.live !== undefined) said.set(entry.live.version, entry.live);
  return [...said.values()].toSorted((a, b) => b.version - a.version);
}
