import {
  documentGaps,
  type DocumentAsker,
  type DocumentKind,
  type DocumentRules,
  findOpenLink,
  isExOfficio,
  isUnnamed,
  listDocumentActions,
  listExOfficioGaps,
  type OfficialDocument,
  type Profile,
  sayLimit,
  type Serving,
  toNumberText,
} from '../../tickets/index.ts';
import type { DocumentRow, DocumentView, KindList } from './documents.schema.ts';

/** A document as one member of staff has it before them. */
export type DocumentSheet = {
  readonly document: OfficialDocument;
  readonly rules: DocumentRules;
  readonly asker: DocumentAsker;
  readonly nameOf: (accountId: string) => string | undefined;
  readonly contactBar?: string;
  readonly hasESeal: boolean;
};

type RowParts = Pick<DocumentSheet, 'document' | 'rules' | 'asker'>;

export function presentDocumentRow({ document, rules, asker }: RowParts): DocumentRow {
  const { id, version, kind, audience, ticketNumber, organName, title, state } = document;
  const number = toNumberText(document);
  const link = state === 'in_review' ? findOpenLink(document, rules.chain) : undefined;
  return {
    id,
    version,
    kind,
    kindName: rules.kind.name,
    audience,
    organName,
    title,
    addressedTo: document.addressedTo,
    state,
    isReplaced: document.replacedBy !== undefined,
    updatedAt: document.updatedAt.toISOString(),
    allowed: [...listDocumentActions(document, rules, asker)],
    ...(ticketNumber !== undefined && { ticketNumber }),
    ...(number !== undefined && { number }),
    ...(document.signedOn !== undefined && { signedOn: document.signedOn }),
    ...(link && { waitsFor: link.name }),
  };
}

/** The whole document; who received it in person is not named. */
export function presentDocument(sheet: DocumentSheet): DocumentView {
  const { document, rules, contactBar, hasESeal } = sheet;
  const { paraphrase, basis, unsealed, sealed, replaces, replacedBy } = document;
  const row = presentDocumentRow(sheet);
  return {
    ...row,
    problemIds: [...document.problemIds],
    organId: document.organId,
    isOrganUnnamed: isUnnamed({ ...rules.organ, name: document.organName }),
    units: document.units.map((unit) => ({ ...unit })),
    copiedTo: [...document.copiedTo],
    attachments: [...document.attachments],
    form: rules.kind.fields.map((field) => ({
      ...toField(field),
      value: document.fields[field.name] ?? '',
    })),
    hasPoints: rules.kind.hasPoints === true,
    points: document.points.map((point) => ({ ...point })),
    paragraphs: toParagraphs(document.paragraphs),
    steps: document.steps.map((step) => toStep(step, sheet)),
    chain: rules.chain.links.map(({ id, name, role }) => ({
      id,
      name,
      role,
      isPassed: document.passed.includes(id),
    })),
    submissions: document.submissions.map(({ paragraphs, ...rest }) => ({
      ...rest,
      paragraphs: toParagraphs(paragraphs),
    })),
    gaps:
      document.state === 'draft'
        ? [...documentGaps(document, rules.kind), ...listExOfficioGaps(document, rules)]
        : [],
    isExOfficio: isExOfficio(document),
    verifyCode: document.verifyCode,
    canSealByMachine: hasESeal && row.allowed.includes('seal'),
    servings: document.servings.map(toServing),
    ...(paraphrase !== undefined && { paraphrase }),
    ...(basis !== undefined && { basis }),
    ...(contactBar !== undefined && { contactBar }),
    ...(rules.kind.answer && { answerWithin: sayLimit(rules.kind.answer) }),
    ...(unsealed && { unsealed }),
    ...(sealed && { sealed }),
    ...(replaces !== undefined && { replaces }),
    ...(replacedBy !== undefined && { replacedBy }),
  };
}

export function presentKinds({
  kinds,
  profile,
}: {
  readonly kinds: readonly DocumentKind[];
  readonly profile: Profile;
}): KindList {
  const items = kinds.map((kind) => ({
    id: kind.id,
    name: kind.name,
    audience: kind.audience,
    numbering: kind.numbering,
    organs: profile.organs
      .filter(({ id, isRetired }) => kind.organs.includes(id) && isRetired !== true)
      .map(({ id, name }) => ({ id, name })),
    fields: kind.fields.map(toField),
    hasPoints: kind.hasPoints === true,
    servesProblem: kind.servesProblem === true,
    levels: profile.levels
      .filter(({ documentKind }) => documentKind === kind.id)
      .map(({ id }) => id),
    chainName: profile.chains.find(({ id }) => id === kind.chain)?.name ?? '',
    source: kind.source,
    ...(kind.answer && { answerWithin: sayLimit(kind.answer) }),
  }));
  return { items };
}

function toField({ name, label, isNeeded, input }: DocumentKind['fields'][number]) {
  return { name, label, isNeeded: isNeeded === true, input: input ?? ('line' as const) };
}

function toParagraphs(paragraphs: OfficialDocument['paragraphs']): DocumentView['paragraphs'] {
  return paragraphs.map((paragraph) =>
    paragraph.kind === 'table'
      ? {
          kind: 'table',
          columns: [...paragraph.columns],
          rows: paragraph.rows.map((row) => [...row]),
        }
      : { ...paragraph },
  );
}

function toStep(
  { seq, at, action, name, actedFor, link, reason, servingId }: OfficialDocument['steps'][number],
  { rules, nameOf }: DocumentSheet,
): DocumentView['steps'][number] {
  const absent = actedFor === undefined ? undefined : nameOf(actedFor);
  const passed = rules.chain.links.find(({ id }) => id === link)?.name;
  return {
    seq,
    at: at.toISOString(),
    action,
    ...(name !== undefined && { name }),
    ...(absent !== undefined && { actedFor: absent }),
    ...(passed !== undefined && { link: passed }),
    ...(reason !== undefined && { reason }),
    ...(servingId !== undefined && { servingId }),
  };
}

function toServing(serving: Serving): DocumentView['servings'][number] {
  const { id, to, by, servedAt, proofFileId, receivedBy, dueAt, acknowledgedAt, answeredAt } =
    serving;
  return {
    id,
    to: to.kind,
    by,
    isDueProvisional: serving.isDueProvisional === true,
    ...(to.kind === 'unit' && { unitId: to.unitId, name: to.name }),
    ...(servedAt && { servedAt: servedAt.toISOString() }),
    ...(proofFileId !== undefined && { proofFileId }),
    ...(receivedBy !== undefined && { receivedBy }),
    ...(dueAt && { dueAt: dueAt.toISOString() }),
    ...(acknowledgedAt && { acknowledgedAt: acknowledgedAt.toISOString() }),
    ...(answeredAt && { answeredAt: answeredAt.toISOString() }),
  };
}
