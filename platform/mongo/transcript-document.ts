import type { TranscriptLine } from '../../bot/index.ts';
import type { SealContext, SealedValue } from '../seal/index.ts';
import { anything, defineCollection } from './collection.ts';

export type TranscriptDocument = Omit<TranscriptLine, 'id' | 'personText'> & {
  readonly _id: string;
  readonly v: number;
  readonly personText?: SealedValue;
  /** When this process wrote it: the watermark of streams that poll. */
  readonly storedAt: Date;
};

export const transcriptCollection = defineCollection<TranscriptDocument>(
  'messages',
  {
    conversation: { type: String, required: true },
    seq: { type: Number, required: true },
    direction: { type: String, enum: ['in', 'out'], required: true },
    author: { type: String, enum: ['person', 'bot', 'staff'], required: true },
    channel: { type: String, required: true },
    content: { ...anything, required: true },
    options: anything,
    manner: String,
    personText: anything,
    at: { type: Date, required: true },
    ticketId: String,
    holdsContact: Boolean,
    traceId: { type: String, required: true },
    storedAt: { type: Date, required: true },
  },
  [
    [{ conversation: 1, seq: 1 }, { unique: true }],
    [{ storedAt: 1 }],
    [{ ticketId: 1, at: 1, seq: 1 }, { partialFilterExpression: { ticketId: { $exists: true } } }],
  ],
);

export function toPersonTextContext(id: string): SealContext {
  return { collection: 'messages', field: 'personText', id };
}
