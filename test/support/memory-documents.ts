import {
  isForBarredUnit,
  isWithin,
  listMatterIds,
  type DocumentStore,
  type OfficialDocument,
  type Ticket,
} from '../../tickets/index.ts';

/** A DocumentStore for tests of rules alone; it passes the same contract as the real one. */
export function createMemoryDocuments(
  findTicket: (id: string) => Promise<Ticket | undefined> = async () => undefined,
): DocumentStore {
  const kept = new Map<string, OfficialDocument>();
  const all = () =>
    [...kept.values()].toSorted((a, b) => +b.createdAt - +a.createdAt || (a.id < b.id ? -1 : 1));
  const put = (document: OfficialDocument) => kept.set(document.id, structuredClone(document));

  const isTaken = ({ id, number }: OfficialDocument): boolean =>
    number !== undefined &&
    all().some(
      (other) =>
        other.id !== id &&
        other.number?.organ === number.organ &&
        other.number.kind === number.kind &&
        other.number.year === number.year &&
        other.number.seq === number.seq,
    );

  return {
    find: async (id) => structuredClone(kept.get(id)),
    findByVerifyCode: async (code) => all().find(({ verifyCode }) => verifyCode === code),
    async insert(document) {
      if (kept.has(document.id)) return false;
      put(document);
      return true;
    },
    async save(document) {
      const stored = kept.get(document.id);
      if (stored?.version !== document.version) return 'conflict';
      if (isTaken(document)) return 'number_taken';
      const { unsealed: _, ...rest } = document;
      const { unsealed } = stored;
      put({ ...rest, ...(unsealed && { unsealed }), version: document.version + 1 });
      return 'saved';
    },
    async list({ page, pageSize, ...query }) {
      const items = all().filter((document) => matches(document, query));
      return { items: items.slice((page - 1) * pageSize, page * pageSize), total: items.length };
    },
    async listSeen({ states, bounds, after, limit, ...query }) {
      const from = after === undefined ? 0 : all().findIndex(({ id }) => id === after.id) + 1;
      const found: OfficialDocument[] = [];
      for (const document of all().slice(from)) {
        if (!matches(document, query) || states?.includes(document.state) === false) continue;
        const matters = await Promise.all(listMatterIds(document).map(findTicket));
        const isInside = (ticket: Ticket | undefined) =>
          bounds === undefined || (ticket !== undefined && isWithin(bounds, ticket));
        const isSeen =
          bounds === undefined || matters.length > 0 || !isForBarredUnit(bounds, document);
        if (isSeen && matters.every(isInside)) found.push(document);
      }
      const end = found.length > limit ? found[limit - 1] : undefined;
      const next = end && { createdAt: end.createdAt, id: end.id };
      return { items: found.slice(0, limit), ...(next && { next }) };
    },
    listForTicket: async (ticketId) => all().filter((one) => one.ticketId === ticketId),
    findLastSeq: async ({ organ, kind, year }) =>
      Math.max(
        0,
        ...all().flatMap(({ number }) =>
          number?.organ === organ && number.kind === kind && number.year === year
            ? [number.seq]
            : [],
        ),
      ),
    listProvisional: async () =>
      all()
        .filter(({ servings }) => servings.some(({ isDueProvisional }) => isDueProvisional))
        .map(({ id }) => id),
    listPending: async (limit) =>
      all()
        .filter(({ pendingFrom }) => pendingFrom !== undefined)
        .map(({ id }) => id)
        .slice(0, limit),
    async clearPending(id, version) {
      const stored = kept.get(id);
      if (stored?.version !== version) return false;
      const { pendingFrom: _, ...rest } = stored;
      put(rest);
      return true;
    },
    async keepUnsealed(id, unsealed) {
      const stored = kept.get(id);
      if (stored !== undefined && stored.unsealed === undefined) put({ ...stored, unsealed });
    },
    async markReplaced(id, replacedBy) {
      const stored = kept.get(id);
      if (stored === undefined || stored.replacedBy !== undefined) return false;
      put({ ...stored, replacedBy, pendingFrom: 0, version: stored.version + 1 });
      return true;
    },
  };
}

function matches(
  document: OfficialDocument,
  query: Omit<Parameters<DocumentStore['list']>[0], 'page' | 'pageSize'>,
): boolean {
  const { ticketId, kind, state, number, servedUnitIds, servedPersonId } = query;
  const isServedOn = (of: (to: OfficialDocument['servings'][number]['to']) => boolean) =>
    document.servings.some(({ to }) => of(to));
  return (
    (ticketId === undefined || document.ticketId === ticketId) &&
    (kind === undefined || document.kind === kind) &&
    (state === undefined || document.state === state) &&
    (number === undefined || document.number?.text === number) &&
    (servedUnitIds === undefined ||
      isServedOn((to) => to.kind === 'unit' && servedUnitIds.includes(to.unitId))) &&
    (servedPersonId === undefined ||
      isServedOn((to) => to.kind === 'person' && to.personId === servedPersonId))
  );
}
