import {
  answerCertificate,
  findResponsibleOrgan,
  type Certificate,
  type Power,
  type Unit,
} from '../../people/index.ts';
import type { PowerView, UnitLists, UnitView } from './units.schema.ts';

/** A unit as the desk shows it, with the organ that answers for it. */
export function presentUnit(unit: Unit, units: readonly Unit[]): UnitView {
  const { id, version, name, aliases, kind, level, areas } = unit;
  const { parentId, responsibleOrganId, townId, guideId, supervises, isRetired } = unit;
  return {
    id,
    version,
    name,
    aliases: [...aliases],
    kind,
    level,
    areas: [...areas],
    parentId,
    responsibleOrganId,
    townId,
    guideId,
    supervises,
    isRetired,
    organId: findResponsibleOrgan(units, id).id,
  };
}

export function presentPower(
  { id, unitId, matter, article, basis, organId }: Power,
  find: (id: string) => Unit | undefined,
): PowerView {
  return {
    id,
    unitId,
    unitName: find(unitId)?.name ?? '',
    matter,
    article,
    basis,
    organId,
    organName: organId === undefined ? undefined : find(organId)?.name,
  };
}

export function presentCertificate(
  { id, last4, validUntil, unitId }: Certificate,
  today: string,
): UnitLists['certificates'][number] {
  const answer = answerCertificate({ id, last4, validUntil, unitId }, today);
  return { id, last4, validUntil, isValid: answer.kind === 'valid' };
}
