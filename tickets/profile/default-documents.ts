import type { DocumentKind } from '../document/kind.ts';
import { insideDocumentKinds } from './inside-document-kinds.ts';
import { personDocumentKinds } from './person-document-kinds.ts';
import { problemDocumentKinds } from './problem-document-kinds.ts';
import { recordKinds } from './record-kinds.ts';
import { unitDocumentKinds } from './unit-document-kinds.ts';

/** Every kind of document that Duxin ships, to be confirmed by each bureau. */
export const defaultDocumentKinds: readonly DocumentKind[] = [
  ...problemDocumentKinds,
  ...unitDocumentKinds,
  ...personDocumentKinds,
  ...recordKinds,
  ...insideDocumentKinds,
];
