import type { Router } from '@koa/router';
import { z } from 'zod';
import {
  defineRoute,
  HttpError,
  parseRequestPart,
  readJsonBody,
  type HttpState,
  type Route,
} from '../platform/http/index.ts';
import {
  toNumberText,
  toShanghaiDay,
  type OfficialDocument,
  type Serving,
} from '../tickets/index.ts';
import type { FindTicket, ReporterTicket } from './find-ticket.ts';
import type { PublicPorts } from './ports.ts';
import { CodeSchema } from './progress-routes.ts';

const AskSchema = z.strictObject({ code: CodeSchema });
const OpenSchema = AskSchema.extend({ id: z.string().min(1).max(120) });
const PapersSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      number: z.string().optional(),
      servedOn: z.string(),
    }),
  ),
});
export type ProgressPapers = z.infer<typeof PapersSchema>;

const bodyLimits = { maxBytes: 1024, timeoutMs: 5000 };

type Served = { readonly document: OfficialDocument; readonly serving: Serving };

/** What was served on the holder of a receipt code: a list, and the sealed copies, whose opening is the receipt. */
export function createProgressPapers({ papers }: PublicPorts, findTicket: FindTicket) {
  async function listServed({ id, personId }: ReporterTicket): Promise<readonly Served[]> {
    return (await papers.listForTicket(id)).flatMap((document) => {
      const isTheirs = document.audience === 'person' && document.state === 'issued';
      const serving = document.servings.find(
        ({ to, servedAt }) =>
          to.kind === 'person' && to.personId === personId && servedAt !== undefined,
      );
      return isTheirs && serving !== undefined ? [{ document, serving }] : [];
    });
  }

  const route: Route = defineRoute({
    method: 'post',
    path: '/progress/papers',
    audience: 'citizen',
    summary: 'Lists the official documents that were served on the holder of a receipt code',
    policy: () => true,
    body: AskSchema,
    response: PapersSchema,
    handle: async ({ body: { code }, clientAddress }) =>
      listServed(await findTicket(code, clientAddress)),
    present: (served) => ({ items: served.map(presentPaper) }),
  });

  return {
    route,
    mountFile(router: Router<HttpState>): void {
      router.post('/progress/papers/open', async (ctx) => {
        ctx.state.routeName = 'POST /progress/papers/open';
        const body = await readJsonBody(ctx.req, bodyLimits);
        const { code, id } = parseRequestPart('body', OpenSchema, body);
        const served = await listServed(await findTicket(code, ctx.state.clientAddress));
        const own = served.find(({ document }) => document.id === id);
        const copy = own && (await papers.openSealed(own.document));
        if (own === undefined || copy === undefined) throw new HttpError('not_found');
        await papers.acknowledge(own.document.id, own.serving.id);
        ctx.set('Cache-Control', 'private, no-store');
        ctx.set('X-Content-Type-Options', 'nosniff');
        ctx.attachment('document.pdf');
        ctx.type = copy.mimeType;
        ctx.body = Buffer.from(copy.bytes);
      });
    },
  };
}

function presentPaper({ document, serving }: Served): ProgressPapers['items'][number] {
  const number = toNumberText(document);
  return {
    id: document.id,
    title: document.title,
    servedOn: toShanghaiDay(serving.servedAt ?? document.updatedAt),
    ...(number !== undefined && { number }),
  };
}
