import { findLive, type Entry, type StaffChange } from '../../knowledge/index.ts';
import { HttpError, type Caller } from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import type { AdminPorts } from '../ports.ts';
import { sumUse, type UsedEntry } from './knowledge.present.ts';

type Ports = Pick<
  AdminPorts,
  'knowledge' | 'knowledgeDesk' | 'evaluations' | 'accounts' | 'audit' | 'now'
>;
type Wish = { readonly id: string; readonly version: number; readonly caller: Caller };

/** The writes of the knowledge base: on the version that was read, audited before they happen. */
export function createChangeEntry(ports: Ports) {
  const { knowledge, knowledgeDesk, evaluations, accounts, audit, now } = ports;

  /** Other words may not go live while golden questions would go wrong by them. */
  async function checkGolden(before: Entry, after: Entry): Promise<void> {
    const said = findLive(before, now())?.text;
    const live = findLive(after, after.publishAt ?? now());
    if (JSON.stringify(said) === JSON.stringify(live?.text)) return;
    await evaluations.checkChange(after.id, live);
  }

  async function record(action: string, { by, at }: StaffChange, id: string): Promise<void> {
    const { accountId = '' } = by;
    await audit.record({ at, accountId, action: `knowledge.${action}`, object: id });
  }

  function toStamp(caller: Caller): StaffChange {
    const { accountId, name } = expectStaff(caller);
    return { by: { accountId, name }, at: now() };
  }

  return {
    change: async (
      action: string,
      { id, version, caller }: Wish,
      apply: (entry: Entry, stamp: StaffChange) => Entry,
    ): Promise<UsedEntry> => {
      const entry = await knowledge.find(id);
      if (entry === undefined) throw new HttpError('not_found');
      if (entry.version !== version) throw new HttpError('version_conflict');
      const stamp = toStamp(caller);
      const changed = apply(entry, stamp);
      await checkGolden(entry, changed);
      await record(action, stamp, id);
      if (!(await knowledge.save(changed))) throw new HttpError('version_conflict');
      return { entry: changed, use: sumUse(id, await knowledgeDesk.usage.list()) };
    },

    /** A repeat under the same id gives the entry that is there. */
    add: async (caller: Caller, create: (stamp: StaffChange) => Entry): Promise<UsedEntry> => {
      const stamp = toStamp(caller);
      const entry = create(stamp);
      await record('create', stamp, entry.id);
      const isNew = await knowledge.insert(entry);
      const stored = isNew ? entry : await knowledge.find(entry.id);
      return { entry: stored ?? entry, use: sumUse(entry.id, []) };
    },

    /** With one editor there is nobody else to review. */
    isSoleEditor: async (): Promise<boolean> => {
      const editors = (await accounts.list()).filter(
        ({ roles, disabledAt }) => roles.includes('knowledge_editor') && disabledAt === undefined,
      );
      return editors.length < 2;
    },
  };
}
