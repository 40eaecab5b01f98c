import { diffText } from '../../knowledge/index.ts';
import { defineRoute, type Route } from '../../platform/http/index.ts';
import type { OfficialDocument, Submission } from '../../tickets/index.ts';
import { createDocumentAccess } from '../open-document.ts';
import { canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import {
  DocumentChangesSchema,
  DocumentPagesSchema,
  PreviewSchema,
  type DocumentChanges,
} from './document-pages.schema.ts';
import { DocumentIdSchema } from './documents.schema.ts';
import { toValues } from './documents.ts';

/** How a document would look with what is still being written, and what changed since it was reviewed. */
export function createDocumentPageRoutes(ports: AdminPorts): readonly Route[] {
  const { documents } = ports;
  const desk = createDocumentAccess(ports);
  return [
    defineRoute({
      method: 'post',
      path: '/api/admin/documents/:id/preview',
      summary: 'The pages of a document with values that are not stored',
      audience: 'staff',
      policy: canReadTickets,
      params: DocumentIdSchema,
      body: PreviewSchema,
      response: DocumentPagesSchema,
      async handle({ params, body, caller }) {
        const { id } = await desk.load(caller, params.id);
        const by = await desk.toAsker(caller);
        const values = toValues(body.values);
        return documents.papers.drawPages(await documents.previewDocument({ id, by, values }));
      },
      present: (pages) => ({ pages: [...pages] }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/admin/documents/:id/changes',
      summary: 'What changed in a document since it was reviewed last',
      audience: 'staff',
      policy: canReadTickets,
      params: DocumentIdSchema,
      response: DocumentChangesSchema,
      handle: ({ params, caller }) => desk.load(caller, params.id),
      present: presentChanges,
    }),
  ];
}

type Worded = Pick<Submission, 'title' | 'addressedTo' | 'paragraphs'>;

/** A draft is compared with what was submitted last; what lies before the chain with what was submitted before it. */
function presentChanges(document: OfficialDocument): DocumentChanges {
  const before = document.submissions.at(document.state === 'draft' ? -1 : -2);
  const older: Worded = before ?? document;
  return {
    isFirst: before === undefined,
    title: [...diffText(older.title, document.title)],
    addressedTo: [...diffText(older.addressedTo, document.addressedTo)],
    text: [...diffText(toWords(older), toWords(document))],
  };
}

function toWords({ paragraphs }: Worded): string {
  return paragraphs
    .flatMap((paragraph) =>
      paragraph.kind === 'table' ? paragraph.rows.map((row) => row.join('　')) : [paragraph.text],
    )
    .join('\n');
}
