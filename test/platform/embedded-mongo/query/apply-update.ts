import {
  compileUpdate,
  type Update,
  type UpdateOptions,
} from '../../../../platform/embedded-mongo/query/index.ts';
import type { Document } from '../../../../platform/embedded-mongo/types.ts';

/** What an update makes of one document. */
export function applyUpdate(document: Document, update: Update, options: UpdateOptions): Document {
  return compileUpdate(update, options)(document);
}
