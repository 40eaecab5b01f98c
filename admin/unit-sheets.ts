import {
  certificateColumns,
  powerColumns,
  remitColumns,
  unitColumns,
  type CertificateColumn,
  type Level,
  type Power,
  type PowerBasis,
  type PowerColumn,
  type Remit,
  type RemitColumn,
  type RemitKind,
  type SupervisingBody,
  type Unit,
  type UnitColumn,
  type UnitKind,
} from '../people/index.ts';
import type { AdminPorts } from './ports.ts';
import type { UnitListName } from './routes/units.schema.ts';

/** How many matters the pilot city's three bodies have: their template has that many lines to fill in. */
const remitLines: readonly (readonly [SupervisingBody, Remit['kind'], number])[] = [
  ['guidance_office', 'coordinate', 8],
  ['bureau', 'supervise', 13],
  ['judicial_office', 'supervise', 9],
];

/** The sheets of the organisation: their headings and words, what is stored as rows, and empty ones. */
export function createUnitSheets({ render, unitDesk }: Pick<AdminPorts, 'render' | 'unitDesk'>) {
  const say = (key: string): string => render({ key }, 'zh-CN').text;
  const toHeading = {
    units: (column: UnitColumn) => say(`unit.columns.${column}`),
    powers: (column: PowerColumn) => say(`unit.power_columns.${column}`),
    remits: (column: RemitColumn) => say(`unit.remit_columns.${column}`),
    certificates: (column: CertificateColumn) => say(`unit.certificate_columns.${column}`),
  };
  const heads: Readonly<Record<UnitListName, readonly string[]>> = {
    units: unitColumns.map(toHeading.units),
    powers: powerColumns.map(toHeading.powers),
    remits: remitColumns.map(toHeading.remits),
    certificates: certificateColumns.map(toHeading.certificates),
  };
  const words = {
    kind: (kind: UnitKind) => say(`unit.kinds.${kind}`),
    level: (level: Level) => say(`unit.levels.${level}`),
    body: (body: SupervisingBody) => say(`unit.bodies.${body}`),
    state: (state: 'active' | 'retired') => say(`unit.states.${state}`),
    basis: (basis: PowerBasis) => say(`unit.bases.${basis}`),
    remitKind: (kind: RemitKind) => say(`unit.remit_kinds.${kind}`),
  };
  const nameOf = (id: string | undefined): string =>
    id === undefined ? '' : (unitDesk.tree.find(id)?.name ?? '');

  function listAreaNames(): ReadonlyMap<string, string> {
    return new Map(unitDesk.listAreas().map(({ id, name }) => [id, name]));
  }

  function toUnitRow(unit: Unit): readonly string[] {
    const areas = listAreaNames();
    const cells: Readonly<Record<UnitColumn, string>> = {
      name: unit.name,
      aliases: unit.aliases.join('、'),
      kind: words.kind(unit.kind),
      level: words.level(unit.level),
      parent: nameOf(unit.parentId),
      organ: nameOf(unit.responsibleOrganId),
      town: nameOf(unit.townId),
      guide: nameOf(unit.guideId),
      areas: unit.areas.map((area) => areas.get(area) ?? area).join('、'),
      supervises: unit.supervises === undefined ? '' : words.body(unit.supervises),
      state: words.state(unit.isRetired ? 'retired' : 'active'),
    };
    return unitColumns.map((column) => cells[column]);
  }

  return {
    heads,
    toHeading,
    words,
    listAreaNames,
    fileName: (kind: string) => say(`unit.files.${kind}`),
    toUnitRow,
    toPowerRow: ({ unitId, matter, article, basis, organId }: Power): readonly string[] => [
      nameOf(unitId),
      matter,
      article,
      words.basis(basis),
      nameOf(organId),
    ],
    toRemitRow: ({ body, kind, matter, source }: Remit): readonly string[] => [
      words.body(body),
      words.remitKind(kind),
      matter,
      source,
    ],
    emptyRemits: remitLines.flatMap(([body, kind, count]) =>
      Array.from({ length: count }, () => [words.body(body), words.remitKind(kind), '', '']),
    ),
  };
}
