/** Official documents (文书): drafted, approved, numbered, sealed, served. */
export { isExOfficio, listExOfficioGaps } from './ex-officio.ts';
export { loadDocument } from './change-document.ts';
export { toCanonicalText, toFixedContent } from './content.ts';
export * from './document.ts';
export type { ESeal } from './e-seal.ts';
export { createDocuments, type Documents } from './documents.ts';
export { toTicketId } from './to-ticket-id.ts';
export type { DraftRequest, DraftValues, EditRequest } from './draft-document.ts';
export { sayDay, sayLimit } from './collect-fields.ts';
export { listGaps as documentGaps } from './fill-template.ts';
export { isOutward, listMatterIds, loadVoices } from './guard-contact.ts';
export { DocumentError, type DocumentErrorCode } from './errors.ts';
export type { EnterRequest, SealRequest } from './issue-document.ts';
export * from './kind.ts';
export { documentMoves } from './lifecycle.ts';
export type { MarkRequest } from './mark-serving.ts';
export * from './paper-file.ts';
export type { DocumentPorts, DocumentProjections } from './ports.ts';
export { createProjectDocument } from './project-document.ts';
export { type DocumentAsker, listDocumentActions, listDrafters } from './rights.ts';
export { type DocumentRules, findDocumentRules, findOpenLink } from './rules.ts';
export type { Proof, ProveRequest, ServeRequest, ServingRequest } from './serve-document.ts';
export type {
  DocumentCursor,
  DocumentPage,
  DocumentPageQuery,
  DocumentQuery,
  DocumentStore,
} from './store.ts';
export type { DocumentRequest } from './take-step.ts';
export { isForBarredUnit } from './within-bounds.ts';
