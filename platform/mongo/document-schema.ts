import type { OfficialDocument } from '../../tickets/index.ts';
import { anything, defineCollection } from './collection.ts';

/** `mac` covers every field that a step writes, so that a byte that was changed past the rules is found. */
export type DocumentDocument = Omit<OfficialDocument, 'id'> & {
  readonly _id: string;
  readonly v: number;
  readonly mac: string;
};

const text = { type: String, required: true };
const list = { ...anything, required: true };
const present = (field: string) => ({ partialFilterExpression: { [field]: { $exists: true } } });

export const documentCollection = defineCollection<DocumentDocument>(
  'documents',
  {
    version: { type: Number, required: true },
    kind: text,
    profile: { type: Number, required: true },
    audience: text,
    layout: String,
    ticketId: String,
    ticketNumber: String,
    problemIds: list,
    organId: text,
    organName: text,
    title: String,
    addressedTo: String,
    units: list,
    copiedTo: list,
    attachments: list,
    fields: list,
    paraphrase: String,
    basis: String,
    points: list,
    paragraphs: list,
    state: text,
    steps: list,
    passed: list,
    submissions: list,
    number: anything,
    outside: anything,
    signedOn: String,
    contentHash: String,
    unsealed: anything,
    sealed: anything,
    servings: list,
    replaces: String,
    replacedBy: String,
    verifyCode: text,
    pendingFrom: Number,
    traceId: text,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    mac: text,
  },
  [
    [
      { 'number.organ': 1, 'number.kind': 1, 'number.year': 1, 'number.seq': 1 },
      { unique: true, ...present('number.seq') },
    ],
    [{ 'number.text': 1 }, present('number.text')],
    [{ verifyCode: 1 }, { unique: true }],
    [{ ticketId: 1, createdAt: -1 }, present('ticketId')],
    [{ 'servings.to.unitId': 1, createdAt: -1 }, present('servings.to.unitId')],
    [{ createdAt: -1, _id: 1 }],
    [{ state: 1, createdAt: -1, _id: 1 }],
    [{ kind: 1, createdAt: -1, _id: 1 }],
    [{ pendingFrom: 1 }, present('pendingFrom')],
  ],
);

export function toOfficialDocument({
  _id,
  v: _v,
  mac: _mac,
  ...document
}: DocumentDocument): OfficialDocument {
  return { id: _id, ...document };
}
