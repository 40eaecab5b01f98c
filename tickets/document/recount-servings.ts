import { changeDocument } from './change-document.ts';
import type { OfficialDocument } from './document.ts';
import type { DocumentPorts } from './ports.ts';
import { toServingDue } from './serving-due.ts';

/**
 * Counts the provisional limits of one document's servings anew by the calendar as it is now; what was answered or
 * replaced stays. Safe to repeat. Leading document: the document.
 */
export function createRecountServings(ports: DocumentPorts) {
  return async function recountServings(id: string): Promise<OfficialDocument> {
    return changeDocument(ports, { id }, (document, { kind }) => {
      if (document.replacedBy !== undefined) return document;
      const { limits } = ports.profiles.find(document.profile);
      const servings = document.servings.map((serving) => {
        const { servedAt, isDueProvisional, answeredAt, dueAt } = serving;
        if (isDueProvisional !== true || servedAt === undefined || answeredAt !== undefined) {
          return serving;
        }
        const due = toServingDue(kind, servedAt, { limits, calendar: ports.calendar });
        const isSame = due.dueAt?.getTime() === dueAt?.getTime() && due.isDueProvisional === true;
        return isSame ? serving : { ...serving, ...due };
      });
      if (servings.every((serving, at) => serving === document.servings[at])) return document;
      const pendingFrom = document.pendingFrom ?? document.steps.length;
      return { ...document, servings, pendingFrom };
    });
  };
}
