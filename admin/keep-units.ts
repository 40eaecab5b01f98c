import { createFindUnitFaults, type Unit, type UnitPlan } from '../people/index.ts';
import { HttpError } from '../platform/http/index.ts';
import type { AdminPorts } from './ports.ts';

type Ports = Pick<AdminPorts, 'unitDesk' | 'audit' | 'fold' | 'now'>;
export type UnitFacts = Omit<Unit, 'id' | 'version'>;

/** Changes the organisation: one change at a time, recorded first, and only such as leave the tree sound. */
export function createKeepUnits({ unitDesk, audit, fold, now }: Ports) {
  const { tree, store, createId, changeAlone } = unitDesk;

  function record(accountId: string, action: string, object: string): Promise<void> {
    return audit.record({ at: now(), accountId, action: `organisation.${action}`, object });
  }

  /** On the tree as it is now, not as this process last read it. */
  async function changeTree<Result>(change: () => Promise<Result>): Promise<Result> {
    const result = await changeAlone(async () => {
      await tree.refresh();
      const done = await change();
      await tree.refresh();
      return { done };
    });
    if (result === undefined) throw new HttpError('version_conflict');
    return result.done;
  }

  function refuseFaults(unit: Unit): void {
    const others = tree.all().filter(({ id }) => id !== unit.id);
    const faults = createFindUnitFaults([...others, unit], fold)(unit);
    if (faults.length === 0) return;
    const fields = faults.map(({ field, reason }) => ({ path: field, rule: reason }));
    throw new HttpError('request_invalid', { fields });
  }

  async function save(unit: Unit): Promise<Unit> {
    const saved = await store.save(unit);
    if (saved === undefined) throw new HttpError('version_conflict');
    return saved;
  }

  return {
    record,
    changeTree,
    add: (accountId: string, facts: UnitFacts): Promise<Unit> =>
      changeTree(async () => {
        const unit = { id: createId(), version: 1, ...facts };
        refuseFaults(unit);
        await record(accountId, 'add', unit.id);
        await store.insert(unit);
        return unit;
      }),
    edit: (accountId: string, id: string, version: number, facts: UnitFacts): Promise<Unit> =>
      changeTree(async () => {
        const before = tree.find(id);
        if (before === undefined) throw new HttpError('not_found');
        if (before.version !== version) throw new HttpError('version_conflict');
        const unit = { id, version, ...facts };
        refuseFaults(unit);
        await record(accountId, 'edit', id);
        return save(unit);
      }),
    /** Writes what a sheet makes of the tree, in the plan's order, which leaves it sound when cut short. */
    async keep(accountId: string, { added, changed }: UnitPlan): Promise<void> {
      await record(accountId, 'import_units', String(added.length + changed.length));
      for (const unit of added) await store.insert(unit);
      for (const { after } of changed) await save(after);
    },
  };
}
