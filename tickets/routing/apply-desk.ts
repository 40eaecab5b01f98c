import type { Routed } from '../ports.ts';
import type { Course, Step } from '../ticket.ts';

/** Where a matter goes, as the values of a step. Ids are joined by a space: none holds one. */
export function toRoutedValues({ unitId, section, guessedUnitIds = [], assigneeId, by }: Routed) {
  return {
    ...(unitId !== undefined && { deskUnitId: unitId }),
    ...(section !== undefined && { deskSection: section }),
    ...(guessedUnitIds.length > 0 && { guessedUnitIds: guessedUnitIds.join(' ') }),
    ...(assigneeId !== undefined && { assigneeId }),
    ...(by !== undefined && { routedBy: by }),
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
