import type { Power } from '../people/index.ts';
import { HttpError } from '../platform/http/index.ts';
import { createKeepUnits } from './keep-units.ts';
import type { AdminPorts } from './ports.ts';

type Ports = Pick<AdminPorts, 'unitDesk' | 'audit' | 'fold' | 'now'>;
export type PowerFacts = Omit<Power, 'id'>;
type Fault = { readonly path: keyof PowerFacts; readonly rule: string };

/**
 * Keeps one line of a power list, a new one or in the place of `replaces`; recorded first, one change at a time in all
 * processes. A line's id follows from unit and matter, as an import makes it, so that both find the same one.
 */
export function createKeepPower(ports: Ports) {
  const { powers, tree, toId } = ports.unitDesk;
  const { changeTree, record } = createKeepUnits(ports);

  function isKnown(id: string): boolean {
    const unit = tree.find(id);
    return unit !== undefined && unit.isRetired !== true;
  }

  function listFaults({ unitId, basis, organId }: PowerFacts): readonly Fault[] {
    const hasNobody = basis === 'entrusted' && organId === undefined;
    return [
      ...(isKnown(unitId) ? [] : [{ path: 'unitId', rule: 'unit_unknown' } as const]),
      ...(hasNobody ? [{ path: 'organId', rule: 'nobody_answers' } as const] : []),
      ...(organId === undefined || isKnown(organId)
        ? []
        : [{ path: 'organId', rule: 'unit_unknown' } as const]),
    ];
  }

  return (accountId: string, facts: PowerFacts, replaces?: string): Promise<Power> =>
    changeTree(async () => {
      const id = toId(facts.unitId, ports.fold(facts.matter));
      const stored = new Set((await powers.list()).map((power) => power.id));
      // Somebody else took it out, or changed what it is called.
      if (replaces !== undefined && !stored.has(replaces)) throw new HttpError('version_conflict');
      const isTaken = stored.has(id) && id !== replaces;
      const taken: readonly Fault[] = isTaken ? [{ path: 'matter', rule: 'line_taken' }] : [];
      const fields = [...listFaults(facts), ...taken];
      if (fields.length > 0) throw new HttpError('request_invalid', { fields });
      const power = { id, ...facts };
      await record(accountId, replaces === undefined ? 'add_power' : 'edit_power', id);
      await powers.put([power]);
      if (replaces !== undefined && replaces !== id) await powers.remove([replaces]);
      return power;
    });
}
