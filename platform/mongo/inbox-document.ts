import type { InboxRow } from '../../bot/index.ts';
import type { SealContext, SealedValue } from '../seal/index.ts';
import { anything, defineCollection } from './collection.ts';

export type InboxDocument = Omit<InboxRow, 'id' | 'isSealed'> & {
  readonly _id: string;
  readonly v: number;
  /** Tells messages of the same millisecond apart, in the order in which this process took them. */
  readonly order: number;
  readonly mediaDueAt?: Date;
  /** What was said, of a person whose matter lies sealed; `content` is then empty. */
  readonly sealedContent?: SealedValue;
};

export const inboxCollection = defineCollection<InboxDocument>(
  'inbox',
  {
    personId: { type: String, required: true },
    channel: { type: String, required: true },
    arrivedAt: { type: Date, required: true },
    sentAt: Date,
    order: { type: Number, required: true },
    content: { ...anything, required: true },
    sealedContent: anything,
    traceId: { type: String, required: true },
    status: { type: String, enum: ['waiting', 'done', 'parked'], required: true },
    attempts: { type: Number, required: true },
    failure: String,
    media: { type: String, enum: ['waiting', 'stored', 'failed'] },
    mediaAttempts: Number,
    mediaFailure: String,
    mediaDueAt: Date,
  },
  [
    [{ personId: 1, arrivedAt: 1, order: 1 }, { partialFilterExpression: { status: 'waiting' } }],
    [{ arrivedAt: 1 }, { partialFilterExpression: { status: 'waiting' } }],
    [{ status: 1, arrivedAt: 1 }, { partialFilterExpression: { status: 'parked' } }],
    [{ media: 1, arrivedAt: 1 }, { partialFilterExpression: { media: 'waiting' } }],
    [{ media: 1, arrivedAt: -1 }, { partialFilterExpression: { media: 'failed' } }],
  ],
);

/** Without the words that lie sealed: what others may see of it. */
export function toRow(document: InboxDocument): InboxRow {
  const { _id, v, order, mediaDueAt, sealedContent, ...row } = document;
  return { id: _id, ...row };
}

export function toInboxContext(id: string): SealContext {
  return { collection: 'inbox', field: 'sealedContent', id };
}
