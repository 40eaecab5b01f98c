import { createHash } from 'node:crypto';
import type { Router } from '@koa/router';
import { z } from 'zod';
import {
  createLimitUploads,
  createRateLimit,
  defineRoute,
  parseRequestPart,
  readUpload,
  type Allowance,
  type HttpState,
  type Route,
} from '../platform/http/index.ts';
import {
  toDocumentVerdict,
  toFileVerdict,
  type DocumentVerdict,
  type FileVerdict,
} from './document-verdict.ts';
import { toPrintedCode } from './fold-code.ts';
import type { PublicPorts } from './ports.ts';

const CodeSchema = z.string().trim().min(1).max(40);
const BodySchema = z.strictObject({ code: CodeSchema });
const UploadFieldsSchema = z.object({ code: CodeSchema });
const VerdictSchema = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('unknown') }),
  z.strictObject({
    verdict: z.enum(['genuine', 'unsealed', 'void', 'replaced']),
    kind: z.string(),
    organ: z.string(),
    number: z.string(),
    day: z.string(),
    successor: z.string(),
  }),
]);

/** The check of a paper by the code on it, and of a file that somebody was sent. One budget of tries for both. */
export function createDocumentChecks({ documents }: PublicPorts, limit: Allowance) {
  const perAddress = createRateLimit(limit);

  async function check(code: string, clientAddress: string) {
    await perAddress.consume(clientAddress);
    const document = await documents.findByVerifyCode(toPrintedCode(code));
    if (document === undefined) return { verdict: toDocumentVerdict(undefined, '', undefined) };
    const { replacedBy } = document;
    const successor = replacedBy === undefined ? undefined : await documents.find(replacedBy);
    const kind = documents.findKindName(document);
    return { document, verdict: toDocumentVerdict(document, kind, successor) };
  }

  const route: Route = defineRoute({
    method: 'post',
    path: '/verify/document',
    audience: 'public',
    summary: 'Says whether an official document is genuine, void or replaced',
    policy: () => true,
    body: BodySchema,
    response: VerdictSchema,
    async handle({ body: { code }, clientAddress }) {
      return (await check(code, clientAddress)).verdict;
    },
    present: (verdict) => verdict,
  });

  /** A form with the fields `code` and `file`. The file is hashed as it came and forgotten (audience: public). */
  function mountFile(router: Router<HttpState>): void {
    router.post('/verify/file', createLimitUploads(), async (ctx) => {
      ctx.state.routeName = 'POST /verify/file';
      const { fields, bytes } = await readUpload(ctx);
      const { code } = parseRequestPart('body', UploadFieldsSchema, fields);
      const { document, verdict } = await check(code, ctx.state.clientAddress);
      const hash = createHash('sha256').update(bytes).digest('hex');
      const answer: { verdict: DocumentVerdict; file: FileVerdict } = {
        verdict,
        file:
          document === undefined || verdict.verdict === 'unknown'
            ? 'different'
            : toFileVerdict(document, hash),
      };
      ctx.set('Cache-Control', 'no-store');
      ctx.body = answer;
    });
  }

  return { route, mountFile };
}
