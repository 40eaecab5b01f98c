import type { Level } from '../scope/scope.ts';

/** 政府 · 部门 · 派驻机构 · 乡镇街道 · 受委托组织 · 赋权机构或授权组织 · 垂直管理机关. */
export const unitKinds = [
  'government',
  'department',
  'station',
  'town',
  'entrusted',
  'empowered',
  'vertical',
] as const;
export type UnitKind = (typeof unitKinds)[number];

/** 综合行政执法指导办公室 · 司法行政机关 · 司法所: who coordinates or supervises, each by a list of matters of its own. */
export const supervisingBodies = ['guidance_office', 'bureau', 'judicial_office'] as const;
export type SupervisingBody = (typeof supervisingBodies)[number];

/** One place in the tree of those who enforce the law and those who supervise it (主体清单). */
export type Unit = {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** Short and former names by which people know it. */
  readonly aliases: readonly string[];
  readonly kind: UnitKind;
  readonly level: Level;
  /** Under whom it stands: a government, a department for its station, a town for its team. */
  readonly parentId?: string;
  /** Who answers for it, where that does not follow from its kind: the organ that entrusted it. */
  readonly responsibleOrganId?: string;
  /** The town in which a station or team works, where it does not stand under it. */
  readonly townId?: string;
  /** The organ one level up in the same line of work (上级主管部门). */
  readonly guideId?: string;
  /** Ids of the profile's areas. */
  readonly areas: readonly string[];
  readonly supervises?: SupervisingBody;
  /** Out of use: found by no name, kept for what was written under it. */
  readonly isRetired?: true;
};

export type UnitStore = {
  /** Every unit, retired ones too, in no order. */
  readonly list: () => Promise<readonly Unit[]>;
  readonly find: (id: string) => Promise<Unit | undefined>;
  /** False when the id is taken. */
  readonly insert: (unit: Unit) => Promise<boolean>;
  /** Compare-and-set: stores version n + 1 over version n; undefined on a conflict. */
  readonly save: (unit: Unit) => Promise<Unit | undefined>;
};

/** The tree as this process last read it, a few seconds old at most. */
export type Units = {
  /** Retired ones too. The same array until something changed. */
  readonly all: () => readonly Unit[];
  readonly find: (id: string) => Unit | undefined;
  /** Takes in what any process has changed. */
  readonly refresh: () => Promise<void>;
};

export function createUnits(store: Pick<UnitStore, 'list'>): Units {
  let all: readonly Unit[] = [];
  let byId: ReadonlyMap<string, Unit> = new Map();
  return {
    all: () => all,
    find: (id) => byId.get(id),
    async refresh() {
      const stored = await store.list();
      if (stored.length === all.length && stored.every(isKnown)) return;
      all = stored;
      byId = new Map(stored.map((unit) => [unit.id, unit]));
    },
  };

  function isKnown({ id, version }: Unit): boolean {
    return byId.get(id)?.version === version;
  }
}
