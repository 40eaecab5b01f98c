import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import {
  createRateLimit,
  defineRoute,
  type Allowance,
  type Route,
} from '../platform/http/index.ts';
import { parseNumber, toShanghaiDay, type Ticket } from '../tickets/index.ts';
import { foldCode } from './fold-code.ts';
import type { PublicPorts } from './ports.ts';
import { LanguageSchema } from './progress-routes.ts';

/** How many of the code's last characters a receipt shows to third parties: 20 of its 80 bits. */
const proofLength = 4;

export const verifyLimit: Allowance = { points: 30, perS: 600 };

const VerifySchema = z.strictObject({
  number: z.string().max(40),
  proof: z.string().max(20),
  language: LanguageSchema,
});
const VerdictSchema = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('genuine'), kind: z.string(), filedOn: z.string() }),
  z.strictObject({ verdict: z.enum(['unknown', 'mistyped']) }),
]);

/**
 * Tells a third party whether a filing receipt is genuine: its number and the last four characters of its
 * code. `mistyped` means that the check digit is wrong; an unknown number and a wrong proof look the same.
 */
export function createVerifyRoute(
  { findByNumber, deriveReceiptCode, translate }: PublicPorts,
  limit: Allowance,
): Route {
  const perAddress = createRateLimit(limit);

  const hasProof = (ticket: Ticket, proof: string): boolean => {
    if (ticket.receiptHash === undefined) return false;
    const expected = Buffer.from(foldCode(deriveReceiptCode(ticket.id)).slice(-proofLength));
    const given = Buffer.from(foldCode(proof));
    return given.length === expected.length && timingSafeEqual(given, expected);
  };

  return defineRoute({
    method: 'post',
    path: '/verify',
    audience: 'public',
    summary: 'Says whether a filing receipt is genuine',
    policy: () => true,
    body: VerifySchema,
    response: VerdictSchema,
    async handle({ body: { number, proof, language }, clientAddress }) {
      await perAddress.consume(clientAddress);
      const digits = parseNumber(number);
      if (digits === undefined) return { verdict: 'mistyped' } as const;
      const ticket = await findByNumber(digits);
      if (ticket === undefined || !hasProof(ticket, proof)) return { verdict: 'unknown' } as const;
      return { verdict: 'genuine', ticket, language } as const;
    },
    present(result) {
      if (result.verdict !== 'genuine') return { verdict: result.verdict };
      const { ticket, language } = result;
      return {
        verdict: 'genuine',
        kind: translate(`notice.kind.${ticket.kind}`, language),
        filedOn: toShanghaiDay(ticket.createdAt),
      };
    },
  });
}
