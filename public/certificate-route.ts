import { z } from 'zod';
import {
  createRateLimit,
  defineRoute,
  type Allowance,
  type Route,
} from '../platform/http/index.ts';
import { toShanghaiDay } from '../tickets/index.ts';
import type { PublicPorts } from './ports.ts';

/** Few enough that numbers cannot be tried one after another. */
export const certificateLimit: Allowance = { points: 10, perS: 3600 };

const AskSchema = z.strictObject({ number: z.string().trim().min(1).max(60) });
const AnswerSchema = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('valid'), unit: z.string() }),
  z.strictObject({ verdict: z.literal('not_found') }),
]);
export type CertificateVerdict = z.infer<typeof AnswerSchema>;

/** Tells anybody whether an officer's certificate counts, and of which unit; nothing else is known of it here. */
export function createCertificateRoute(
  { askCertificate, now }: Pick<PublicPorts, 'askCertificate' | 'now'>,
  limit: Allowance,
): Route {
  const perAddress = createRateLimit(limit);
  return defineRoute({
    method: 'post',
    path: '/progress/certificate',
    audience: 'public',
    summary: 'Says whether an officer’s certificate is valid, and of which unit',
    policy: () => true,
    body: AskSchema,
    response: AnswerSchema,
    async handle({ body: { number }, clientAddress }) {
      await perAddress.consume(clientAddress);
      return askCertificate(number, toShanghaiDay(now()));
    },
    present: (unit) => (unit === undefined ? { verdict: 'not_found' } : { verdict: 'valid', unit }),
  });
}
