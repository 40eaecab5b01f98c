import { mongo } from 'mongoose';
import type { Ticket } from '../../tickets/index.ts';
import type { Seal, SealContext, SealedValue, Secrets } from '../seal/index.ts';
import { anything, defineCollection, openCollection } from './collection.ts';
import { openNative, type Database } from './connect.ts';

const { EJSON } = mongo.BSON;

/** Fields of one document, taken out of it and sealed while the matter waits for others. */
type PieceDocument = {
  /** `<collection>:<id>` */
  readonly _id: string;
  readonly v: number;
  readonly ticketId: string;
  /** The name of its collection. */
  readonly heldIn: string;
  /** A number in the audit chain, a text elsewhere. */
  readonly documentId: string | number;
  /** The fields as extended JSON; those that were absent are not in it. */
  readonly sealed: SealedValue;
};

export const escrowPieceCollection = defineCollection<PieceDocument>(
  'escrow_pieces',
  {
    ticketId: { type: String, required: true },
    heldIn: { type: String, required: true },
    documentId: { ...anything, required: true },
    sealed: { ...anything, required: true },
  },
  [[{ ticketId: 1 }]],
);

type Fields = Readonly<Record<string, unknown>>;
export type StoredRow = Fields & { readonly _id: string | number };

/** Takes fields out of documents and puts them back. */
export type EscrowPieces = {
  /** Seals the fields named in `blank` and then sets them so; undefined takes a field away. Safe to repeat. */
  readonly hide: (
    ticketId: string,
    collection: string,
    row: StoredRow,
    blank: Fields,
  ) => Promise<void>;
  /** Seals fields of a row that is then stored without them. Safe to repeat. */
  readonly keepFields: (
    ticketId: string,
    collection: string,
    row: StoredRow,
    names: readonly string[],
  ) => Promise<void>;
  /** Puts back what was taken out for the ticket, but for what is kept under `except`. Safe to repeat. */
  readonly show: (ticketId: string, except: string) => Promise<void>;
  readonly keep: (ticketId: string, collection: string, fields: Fields) => Promise<void>;
  readonly find: (collection: string, id: string | number) => Promise<Fields | undefined>;
  readonly drop: (collection: string, id: string | number) => Promise<void>;
  readonly listTicketIds: () => Promise<readonly string[]>;
};

const toId = (collection: string, id: string | number): string => `${collection}:${id}`;
const toContext = (id: string): SealContext => ({
  collection: escrowPieceCollection.name,
  field: 'sealed',
  id,
});

export function createEscrowPieces(database: Database, seal: Seal): EscrowPieces {
  const pieces = openCollection(database, escrowPieceCollection);
  const native = openNative(database.connection);

  const open = ({ _id, sealed }: PieceDocument): Fields =>
    EJSON.parse(seal.open(sealed, toContext(_id)));

  async function put(
    ticketId: string,
    collection: string,
    documentId: string | number,
    fields: Fields,
  ): Promise<void> {
    const _id = toId(collection, documentId);
    const sealed = seal.seal(EJSON.stringify(fields, { relaxed: false }), toContext(_id));
    const $set = { v: 1, ticketId, heldIn: collection, documentId, sealed };
    await pieces.updateOne({ _id: { $eq: _id } }, { $set }, { upsert: true });
  }

  async function showOne(piece: PieceDocument): Promise<void> {
    const { blanked = [], ...fields } = open(piece);
    const absent = [blanked].flat().filter((name) => !(String(name) in fields));
    const update = toUpdate(fields, absent.map(String));
    await native
      .collection<StoredRow>(piece.heldIn)
      .updateOne({ _id: { $eq: piece.documentId } }, update);
    await pieces.deleteOne({ _id: { $eq: piece._id } });
  }

  async function find(collection: string, id: string | number): Promise<Fields | undefined> {
    const piece = await pieces.findOne({ _id: { $eq: toId(collection, id) } });
    return piece === null ? undefined : open(piece);
  }

  function keepFields(
    ticketId: string,
    collection: string,
    row: StoredRow,
    names: readonly string[],
  ): Promise<void> {
    const present = names.filter((name) => row[name] !== undefined);
    const fields = Object.fromEntries(present.map((name) => [name, row[name]]));
    return put(ticketId, collection, row._id, { ...fields, blanked: names });
  }

  return {
    // The piece first: cut short after it, the document is whole and is sealed anew.
    async hide(ticketId, collection, row, blank) {
      const names = Object.keys(blank);
      const held = await find(collection, row._id);
      const joined = names.map((name) => [name, joinField(held?.[name], row[name], blank[name])]);
      await keepFields(
        ticketId,
        collection,
        { ...Object.fromEntries(joined), _id: row._id },
        names,
      );
      const left = Object.entries(blank).filter(([, value]) => value !== undefined);
      const gone = names.filter((name) => blank[name] === undefined);
      await native
        .collection<StoredRow>(collection)
        .updateOne({ _id: { $eq: row._id } }, toUpdate(Object.fromEntries(left), gone));
    },
    keepFields,
    async show(ticketId, except) {
      const filter = { ticketId: { $eq: ticketId }, heldIn: { $ne: except } };
      for await (const piece of pieces.find(filter)) await showOne(piece);
    },
    keep: (ticketId, collection, fields) => put(ticketId, collection, ticketId, fields),
    find,
    async drop(collection, id) {
      await pieces.deleteOne({ _id: { $eq: toId(collection, id) } });
    },
    async listTicketIds() {
      const found = await pieces.find({}, { projection: { ticketId: 1 } }).toArray();
      return [...new Set(found.map(({ ticketId }) => ticketId))];
    },
  };
}

/** Whether something stands in the fields that are to be blank. */
export function holdsMore(row: Fields, blank: Fields): boolean {
  return Object.entries(blank).some(([name, value]) => !isSame(row[name], value));
}

/** What lies sealed already with what was written since: a list goes on, anything else is replaced. */
function joinField(held: unknown, now: unknown, blank: unknown): unknown {
  if (held === undefined || isSame(now, held)) return now;
  if (isSame(now, blank)) return held;
  if (!Array.isArray(held) || !Array.isArray(now)) return now;
  return isSame(now.slice(0, held.length), held) ? now : [...held, ...now];
}

function isSame(one: unknown, other: unknown): boolean {
  return toExact(one) === toExact(other);
}

const toExact = (value: unknown): string =>
  EJSON.stringify({ value: value ?? null }, { relaxed: false });

function toUpdate(set: Fields, gone: readonly string[]) {
  return {
    ...(Object.keys(set).length > 0 && { $set: set }),
    ...(gone.length > 0 && {
      $unset: Object.fromEntries(gone.map((name) => [name, ''] as const)),
    }),
  };
}

/** The row with what was taken out of it; as it stands where nothing was. */
export async function toWhole<Row extends { readonly _id: string | number }>(
  row: Row,
  collection: string,
  kept: Pick<EscrowPieces, 'find'> | undefined,
): Promise<Row> {
  const { blanked: _, ...fields } = (await kept?.find(collection, row._id)) ?? {};
  return { ...row, ...fields };
}

/** The collection under which a sealed ticket is kept as it was. */
export const wholeTickets = 'tickets';

/** The ticket as it was before it was sealed, with what happened since. */
export async function readWhole(
  pieces: Pick<EscrowPieces, 'find'>,
  ticketId: string,
): Promise<Ticket | undefined> {
  const found = (await pieces.find(wholeTickets, ticketId))?.['ticket'];
  return isTicket(found) ? found : undefined;
}

/** It was a ticket when it was sealed, and nobody else can write it. */
function isTicket(value: unknown): value is Ticket {
  return typeof value === 'object' && value !== null && 'id' in value && 'history' in value;
}

/** Wraps the pieces anew under the current key; returns how many. */
export async function rotateEscrowPieces(database: Database, secrets: Secrets): Promise<number> {
  const pieces = openCollection(database, escrowPieceCollection);
  let moved = 0;
  for await (const { _id, sealed } of pieces.find({})) {
    if (!secrets.isStale(sealed)) continue;
    const anew = secrets.rewrap(sealed, toContext(_id));
    await pieces.updateOne({ _id: { $eq: _id } }, { $set: { sealed: anew } });
    moved += 1;
  }
  return moved;
}
