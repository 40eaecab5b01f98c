import { createDraftDocument } from './draft-document.ts';
import { createIssueDocument } from './issue-document.ts';
import { createMarkServing } from './mark-serving.ts';
import type { DocumentPorts } from './ports.ts';
import { createRecountServings } from './recount-servings.ts';
import { createReviewDocument } from './review-document.ts';
import { createServeDocument } from './serve-document.ts';
import { createSignDocument } from './sign-document.ts';

export type Documents = ReturnType<typeof createDocuments>;

/** Every use-case of official documents over one set of ports. */
export function createDocuments(ports: DocumentPorts) {
  return {
    ...createDraftDocument(ports),
    ...createReviewDocument(ports),
    ...createSignDocument(ports),
    ...createIssueDocument(ports),
    ...createServeDocument(ports),
    markServing: createMarkServing(ports),
    recountServings: createRecountServings(ports),
  };
}
