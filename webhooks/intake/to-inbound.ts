import { z } from 'zod';
import type { InboundMessage } from '../../bot/index.ts';

const text = (most: number) => z.string().trim().min(1).max(most);
const fact = text(500).exactOptional();

/** One matter as another system sends it. Its `externalId` is the key: a repeat is stored once. */
const CaseSchema = z.strictObject({
  externalId: text(100),
  kind: z
    .enum(['complaint', 'enterprise_feedback', 'consultation', 'suggestion'])
    .default('complaint'),
  openness: z.enum(['open', 'confidential', 'anonymous']).default('confidential'),
  story: text(20_000),
  actingUnit: fact,
  place: fact,
  time: fact,
  officer: fact,
  paper: fact,
  demand: fact,
  company: fact,
  reporter: z
    .strictObject({ name: text(60).exactOptional(), phone: text(40).exactOptional() })
    .exactOptional(),
});
export type Case = z.infer<typeof CaseSchema>;

const mostInBatch = 500;
const BatchSchema = z.union([
  z.strictObject({ items: z.array(z.unknown()).min(1).max(mostInBatch) }),
  z.array(z.unknown()).min(1).max(mostInBatch),
]);

/** One item of a batch: the matter, or what is wrong with it, field by field, without a value. */
export type ReadItem =
  | { readonly kind: 'case'; readonly matter: Case }
  | {
      readonly kind: 'refused';
      readonly externalId?: string;
      readonly fields: readonly { readonly path: string; readonly rule: string }[];
    };

/** The items of a parsed body, single or batch; undefined when it is neither. */
export function readItems(body: unknown): readonly ReadItem[] | undefined {
  const isSingle = typeof body === 'object' && body !== null && 'externalId' in body;
  if (isSingle) return [readItem(body)];
  const batch = BatchSchema.safeParse(body);
  if (!batch.success) return undefined;
  return ('items' in batch.data ? batch.data.items : batch.data).map(readItem);
}

function readItem(item: unknown): ReadItem {
  const parsed = CaseSchema.safeParse(item);
  if (parsed.success) return { kind: 'case', matter: parsed.data };
  const named = z.object({ externalId: text(100) }).safeParse(item);
  return {
    kind: 'refused',
    ...(named.success && { externalId: named.data.externalId }),
    fields: parsed.error.issues.map(({ path, code }) => ({ path: path.join('.'), rule: code })),
  };
}

/** Who is told of a matter from outside: the system, about its own number. */
export function toUserId(source: string, externalId: string): string {
  return `${source}:${externalId}`;
}

/** `hash` keeps the other system's number out of our ids. */
export function toInbound(
  source: string,
  { externalId, kind, openness, reporter: _, ...facts }: Case,
  hash: (...parts: readonly string[]) => string,
  now: Date,
): InboundMessage {
  return {
    id: `intake-m-${hash(source, externalId)}`,
    from: { channel: 'intake', userId: toUserId(source, externalId) },
    sentAt: now,
    content: { kind: 'case', matter: { kind, openness, source, facts } },
  };
}
