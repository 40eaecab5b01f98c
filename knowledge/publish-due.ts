import { publishDue } from './lifecycle.ts';
import type { KnowledgeStore } from './store.ts';

/** Carries out the schedules that are due; returns the entries that it published. */
export type PublishDue = () => Promise<readonly string[]>;

/**
 * Compare-and-set makes each happen once, whoever else tries. People are answered with a due text anyway: this only
 * writes it down.
 */
export function createPublishDue(ports: {
  readonly store: Pick<KnowledgeStore, 'listDue' | 'save'>;
  readonly now: () => Date;
  readonly audit: (entry: { readonly id: string; readonly accountId?: string }) => Promise<void>;
}): PublishDue {
  return async function publishAllDue() {
    const published: string[] = [];
    for (const entry of await ports.store.listDue(ports.now())) {
      const due = publishDue(entry, ports.now());
      if (due === undefined || !(await ports.store.save(due))) continue;
      const { accountId } = entry.change.by ?? {};
      await ports.audit({ id: entry.id, ...(accountId !== undefined && { accountId }) });
      published.push(entry.id);
    }
    return published;
  };
}
