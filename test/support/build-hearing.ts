import {
  waitsForDecision,
  defaultHearing,
  type OfficialDocument,
  type Serving,
  type UnitReply,
  type UnitReplyStore,
} from '../../tickets/index.ts';

const servedAt = new Date('2026-03-02T02:00:00Z');

export function buildServing(unitId: string, more: Partial<Serving> = {}): Serving {
  return {
    id: `d-1-${unitId}`,
    to: { kind: 'unit', unitId, name: `单位${unitId}` },
    by: 'portal',
    servedAt,
    ...more,
  };
}

/** An issued paper to units, a feedback letter unless said otherwise. */
export function buildServedDocument(more: Partial<OfficialDocument> = {}): OfficialDocument {
  return {
    id: 'd-1',
    version: 4,
    kind: 'feedback_letter',
    profile: 1,
    audience: 'unit',
    problemIds: [],
    organId: 'bureau',
    organName: '清河县司法局',
    title: '问题反馈函',
    addressedTo: '某某局',
    units: [{ unitId: 'u-1', name: '某某局' }],
    copiedTo: [],
    attachments: [],
    fields: {},
    points: [],
    paragraphs: [{ kind: 'text', text: '请核查并反馈。' }],
    state: 'issued',
    steps: [],
    passed: [],
    submissions: [],
    servings: [buildServing('u-1')],
    verifyCode: 'V-1',
    traceId: 'trace',
    createdAt: servedAt,
    updatedAt: servedAt,
    ...more,
  };
}

/** The hearing's rules as shipped. */
export const hearingRules = defaultHearing;

/** Replies in a map, by the store's contract. */
export function buildReplyStore(): UnitReplyStore & { readonly all: () => readonly UnitReply[] } {
  const kept = new Map<string, UnitReply>();
  const all = () => [...kept.values()];
  return {
    all,
    async insert(reply) {
      if (kept.has(reply.id)) return false;
      kept.set(reply.id, reply);
      return true;
    },
    find: async (id) => kept.get(id),
    async save(reply) {
      if (kept.get(reply.id)?.version !== reply.version) return false;
      kept.set(reply.id, { ...reply, version: reply.version + 1 });
      return true;
    },
    listForDocument: async (documentId, unitId) =>
      all().filter(
        (reply) =>
          reply.documentId === documentId && (unitId === undefined || reply.unitId === unitId),
      ),
    listPending: async (limit) =>
      all()
        .filter(({ isPending }) => isPending)
        .slice(0, limit),
    listUndecided: async (limit) => all().filter(waitsForDecision).slice(0, limit),
  };
}
