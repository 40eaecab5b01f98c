import type { Level } from '../../people/index.ts';
import type { AccountView } from '../routes/accounts.schema.ts';

/** The fields of an account's place as the form has them. */
export type AccountPlace = {
  unitId: string | undefined;
  level: Level | undefined;
  scopeUnitId: string | undefined;
  areas: string[];
};

export function toAccountPlace(account: AccountView | undefined): AccountPlace {
  const { unitId, scope } = account ?? {};
  return {
    unitId,
    level: scope?.level,
    scopeUnitId: scope?.unitId,
    areas: [...(scope?.areas ?? [])],
  };
}

/** What is sent: an empty form takes unit and scope away. */
export function toPlaceInput({ unitId, level, scopeUnitId, areas }: AccountPlace) {
  const isWide = level === undefined && scopeUnitId === undefined && areas.length === 0;
  return {
    unitId: unitId ?? '',
    scope: isWide
      ? null
      : {
          ...(level !== undefined && { level }),
          ...(scopeUnitId !== undefined && { unitId: scopeUnitId }),
          ...(areas.length > 0 && { areas }),
        },
  };
}
