import {
  compareCertificates,
  comparePowers,
  compareRemits,
  planUnits,
  readCertificates,
  readPowers,
  readRemits,
  type ListPlan,
  type RowFault,
} from '../people/index.ts';
import { createKeepUnits } from './keep-units.ts';
import type { AdminPorts } from './ports.ts';
import type { UnitListName } from './routes/units.schema.ts';
import { createUnitSheets } from './unit-sheets.ts';

type Rows = readonly (readonly string[])[];
type Ports = Pick<AdminPorts, 'unitDesk' | 'render' | 'audit' | 'fold' | 'now'>;

/** What a sheet would do, and the means to do it. */
export type PlannedList = {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly sameCount: number;
  readonly removedCount: number;
  readonly faults: readonly RowFault<string>[];
  readonly keep: (accountId: string) => Promise<void>;
};

/** Reads a sheet against what is stored; the tree itself only ever grows by a sheet, whatever `isWhole` says. */
export function createPlanUnitList(ports: Ports) {
  const { unitDesk, fold } = ports;
  const { tree, powers, remits, certificates, createId, toId } = unitDesk;
  const sheets = createUnitSheets(ports);
  const keepUnits = createKeepUnits(ports);
  const nameOf = (id: string): string => tree.find(id)?.name ?? '';

  async function planTree(rows: Rows): Promise<PlannedList> {
    const words = { ...sheets.words, areas: sheets.listAreaNames() };
    const form = { toHeading: sheets.toHeading.units, words, fold, createId };
    const plan = planUnits(rows, tree.all(), form);
    return {
      ...plan,
      added: plan.added.map(({ name }) => name),
      changed: plan.changed.map(({ after }) => after.name),
      removedCount: 0,
      keep: (accountId) => keepUnits.keep(accountId, plan),
    };
  }

  async function planPowers(rows: Rows, isWhole: boolean): Promise<PlannedList> {
    const form = { toHeading: sheets.toHeading.powers, toBasis: sheets.words.basis, fold, toId };
    const read = readPowers(rows, { ...form, units: tree.all() });
    const unitIds = [...new Set(read.items.map(({ item }) => item.unitId))];
    const plan = comparePowers(read, await powers.listOf(unitIds), isWhole);
    return toPlanned(
      'powers',
      plan,
      powers,
      ({ unitId, matter }) => `${nameOf(unitId)}：${matter}`,
    );
  }

  async function planRemits(rows: Rows, isWhole: boolean): Promise<PlannedList> {
    const { body: toBody, remitKind: toKind } = sheets.words;
    const form = { toHeading: sheets.toHeading.remits, toBody, toKind, fold, toId };
    const plan = compareRemits(readRemits(rows, form), await remits.list(), isWhole);
    return toPlanned('remits', plan, remits, ({ body, matter }) => `${toBody(body)}：${matter}`);
  }

  async function planCertificates(rows: Rows, isWhole: boolean): Promise<PlannedList> {
    const form = { toHeading: sheets.toHeading.certificates, fold, units: tree.all() };
    const read = readCertificates(rows, form);
    const found = await certificates.findByNumbers(read.items.map(({ item }) => item.number));
    const unitIds = [...new Set(read.items.map(({ item }) => item.unitId))];
    const stored = await certificates.listOf(unitIds);
    const plan = compareCertificates(read, found, stored, isWhole);
    return toPlanned(
      'certificates',
      plan,
      certificates,
      ({ number, unitId, validUntil }) => `${nameOf(unitId)}：…${number.slice(-4)}，${validUntil}`,
    );
  }

  function toPlanned<Item>(
    list: UnitListName,
    { added, changed, sameCount, removedIds, faults }: ListPlan<string, Item>,
    store: {
      readonly put: (items: readonly Item[]) => Promise<void>;
      readonly remove: (ids: readonly string[]) => Promise<void>;
    },
    toTitle: (item: Item) => string,
  ): PlannedList {
    return {
      added: added.map(toTitle),
      changed: changed.map(toTitle),
      sameCount,
      removedCount: removedIds.length,
      faults,
      async keep(accountId) {
        const count = added.length + changed.length + removedIds.length;
        await keepUnits.record(accountId, `import_${list}`, String(count));
        await store.put([...added, ...changed]);
        if (removedIds.length > 0) await store.remove(removedIds);
      },
    };
  }

  const plans = {
    units: planTree,
    powers: planPowers,
    remits: planRemits,
    certificates: planCertificates,
  } as const satisfies Record<UnitListName, (rows: Rows, isWhole: boolean) => Promise<PlannedList>>;

  return (list: UnitListName, rows: Rows, isWhole: boolean) => plans[list](rows, isWhole);
}
