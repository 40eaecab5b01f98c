import type { Course, Desk, Step } from '../ticket.ts';

/** What a step's values say of where a matter went. Ids are joined by a space: none holds one. */
export function toDeskValues({ unitId, section, guessedUnitIds = [] }: Desk) {
  return {
    ...(unitId !== undefined && { deskUnitId: unitId }),
    ...(section !== undefined && { deskSection: section }),
    ...(guessedUnitIds.length > 0 && { guessedUnitIds: guessedUnitIds.join(' ') }),
  };
}

/** The desk and the owner that a step gave the matter besides what else it did. */
export function applyDesk(course: Course, { action, values = {} }: Step): Course {
  const { deskUnitId, deskSection, guessedUnitIds, assigneeId } = values;
  const isSent = [deskUnitId, deskSection, guessedUnitIds].some((value) => value !== undefined);
  const isGiven = (action === 'open' || action === 'accept') && assigneeId !== undefined;
  return {
    ...course,
    ...(isGiven && { assigneeId }),
    ...(isSent && {
      desk: {
        ...(deskUnitId !== undefined && { unitId: deskUnitId }),
        ...(deskSection !== undefined && { section: deskSection }),
        ...(guessedUnitIds !== undefined && { guessedUnitIds: guessedUnitIds.split(' ') }),
      },
    }),
  };
}
