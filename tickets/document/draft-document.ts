import { listVoices } from '../consent/index.ts';
import type { Problem } from '../problem/problem.ts';
import type { Profile } from '../profile/profile.ts';
import type { Ticket } from '../ticket.ts';
import { changeDocument, loadDocument } from './change-document.ts';
import { collectFields } from './collect-fields.ts';
import type { AnsweredPoint, OfficialDocument } from './document.ts';
import { DocumentError } from './errors.ts';
import { isExOfficio } from './ex-officio.ts';
import { expectReplaceable } from './expect-replaceable.ts';
import { isOutward } from './guard-contact.ts';
import { refuseSealed } from './refuse-sealed.ts';
import { toTicketId } from './to-ticket-id.ts';
import { fillTemplate } from './fill-template.ts';
import type { Paragraph } from './kind.ts';
import type { DocumentPorts } from './ports.ts';
import { findSeat, type DocumentAsker } from './rights.ts';
import { findDocumentRules, type DocumentRules } from './rules.ts';
import { addStep, expectSeat, toStepBase, type DocumentRequest } from './take-step.ts';

/** What a person writes; what is absent stays, or is filled in by the template. */
export type DraftValues = {
  readonly unitIds?: readonly string[];
  readonly problemIds?: readonly string[];
  readonly fields?: Readonly<Record<string, string>>;
  readonly paraphrase?: string;
  /** 依职权: of a unit's paper that names no matter. */
  readonly basis?: string;
  readonly points?: readonly AnsweredPoint[];
  readonly copiedTo?: readonly string[];
  readonly attachments?: readonly string[];
  readonly title?: string;
  readonly addressedTo?: string;
  /** The text by hand; absent, it is filled anew from the template. */
  readonly paragraphs?: readonly Paragraph[];
};

export type DraftRequest = {
  /** The asker's own random key: a repeat finds the same document. */
  readonly key: string;
  readonly by: DocumentAsker;
  readonly kind: string;
  /** The first of the kind's organs when absent. */
  readonly organId?: string;
  readonly ticketId?: string;
  /** The issued document that is corrected. */
  readonly replaces?: string;
  readonly values: DraftValues;
};

export type EditRequest = DocumentRequest & { readonly values: DraftValues };

/** Drafts a document from its kind's template, and changes it while nobody has signed. */
export function createDraftDocument(ports: DocumentPorts) {
  const { store, profiles, now } = ports;

  /** Leading document: the document. Throws DocumentError. */
  async function draftDocument(request: DraftRequest): Promise<OfficialDocument> {
    const id = `d-${request.key}`;
    const known = await store.find(id);
    if (known !== undefined) return known;
    const at = now();
    const ticket = await findTicket(request.ticketId);
    refuseSealed(ticket);
    const profile = ticket ? profiles.find(ticket.procedure.version) : profiles.findAt(at);
    const kind = profile.documentKinds.find((one) => one.id === request.kind);
    const organId = request.organId ?? kind?.organs[0] ?? '';
    const rules = findDocumentRules(profile, { kind: request.kind, organId });
    if (!rules.kind.organs.includes(organId) || rules.kind.isRetired === true) {
      throw new DocumentError('document_value_invalid');
    }
    const draft = toEmpty(id, request, rules, profile.version, at, ticket);
    const seat = findSeat(draft, rules, 'draft', request.by);
    if ('denied' in seat) throw new DocumentError(seat.denied);
    await expectReplaceable(store, draft);
    const document = await fill(draft, rules, {
      ...(await findContactWords(ticket, rules)),
      ...request.values,
    });
    const step = { ...toStepBase('draft', { ...request, id }, seat, at), key: request.key };
    const drafted = { ...document, steps: [{ seq: 0, ...step }] };
    return (await store.insert(drafted)) ? drafted : loadDocument(store, id);
  }

  /** A changed text goes back to draft: the chain begins anew. Throws DocumentError. */
  async function editDocument(request: EditRequest): Promise<OfficialDocument> {
    return changeDocument(ports, request, async (document, rules) => {
      const seat = expectSeat(document, rules, 'edit', request.by);
      const filled = await fill(document, rules, request.values);
      const edited = addStep(filled, 'draft', toStepBase('edit', request, seat, now()));
      return { ...edited, passed: [] };
    });
  }

  /** As it would stand with these values; nothing is stored. Throws DocumentError. */
  async function previewDocument({ id, by, values }: EditRequest): Promise<OfficialDocument> {
    const document = await loadDocument(store, id);
    const rules = findDocumentRules(profiles.find(document.profile), document);
    expectSeat(document, rules, 'edit', by);
    return fill(document, rules, values);
  }

  async function findTicket(id: string | undefined): Promise<Ticket | undefined> {
    if (id === undefined) return undefined;
    const ticket = await ports.findTicket(id);
    if (ticket === undefined) throw new DocumentError('document_value_invalid');
    return ticket;
  }

  /** The draft with these values, and its text filled anew unless it came by hand. */
  async function fill(
    document: OfficialDocument,
    { kind, organ }: DocumentRules,
    values: DraftValues,
  ): Promise<OfficialDocument> {
    const { unitIds, title, addressedTo, paragraphs, ...rest } = values;
    const units = unitIds === undefined ? document.units : unitIds.map(expectUnit);
    const { basis, ...written } = { ...document, ...rest, units };
    const isFree = isExOfficio(written);
    const next: OfficialDocument = { ...written, ...(isFree && basis !== undefined && { basis }) };
    const profile: Profile = profiles.find(document.profile);
    const ticket = await findTicket(next.ticketId);
    const problems = await loadProblems(next);
    const { paraphrase } = next;
    const collected = collectFields({
      kind,
      profile,
      units,
      problems,
      ...(ticket && { ticket }),
      ...(paraphrase !== undefined && { paraphrase }),
    });
    const fields = { ...collected, ...toGiven(next.fields) };
    const filled = fillTemplate(kind, fields, next.points);
    return {
      ...next,
      organName: organ.name,
      fields: toOwnFields(kind, fields),
      title: title ?? (isUntitled(document) ? filled.title : document.title),
      addressedTo: addressedTo ?? filled.addressedTo,
      paragraphs: paragraphs ?? filled.paragraphs,
    };
  }

  /** The words that the matter's reporters were asked in are the ones that a unit's paper may use. */
  async function findContactWords(
    ticket: Ticket | undefined,
    { kind }: DocumentRules,
  ): Promise<DraftValues> {
    if (ticket === undefined || !isOutward(kind)) return {};
    const { findTicket: find, listMerged } = ports;
    const voices = await listVoices({ find, listMerged }, ticket);
    const paraphrase = voices.map(({ contact }) => contact?.words.trim()).find(Boolean);
    return paraphrase === undefined ? {} : { paraphrase };
  }

  function expectUnit(unitId: string) {
    const name = ports.findUnitName(unitId);
    if (name === undefined) throw new DocumentError('document_value_invalid');
    return { unitId, name };
  }

  /** Of the document's own ticket and of others, for a common problem. Throws DocumentError for an unknown one. */
  async function loadProblems({ problemIds }: OfficialDocument): Promise<readonly Problem[]> {
    const ticketIds = [...new Set(problemIds.map(toTicketId))];
    const tickets = await Promise.all(ticketIds.map(findTicket));
    const all = tickets.flatMap((ticket) => ticket?.problems ?? []);
    return problemIds.map((id) => {
      const problem = all.find((one) => one.id === id);
      if (problem === undefined) throw new DocumentError('document_value_invalid');
      return problem;
    });
  }

  function toEmpty(
    id: string,
    { by: _, values: __, key: ___, ...request }: DraftRequest,
    { kind, organ }: DocumentRules,
    profile: number,
    at: Date,
    ticket: Ticket | undefined,
  ): OfficialDocument {
    return {
      id,
      version: 1,
      profile,
      ...request,
      organId: organ.id,
      organName: organ.name,
      audience: kind.audience,
      ...(kind.layout !== undefined && { layout: kind.layout }),
      ...(ticket && { ticketNumber: ticket.number }),
      problemIds: [],
      title: '',
      addressedTo: '',
      units: [],
      copiedTo: [],
      attachments: [],
      fields: {},
      points: [],
      paragraphs: [],
      state: 'draft',
      steps: [],
      passed: [],
      submissions: [],
      servings: [],
      verifyCode: ports.deriveVerifyCode(id),
      traceId: ticket?.traceId ?? id,
      createdAt: at,
      updatedAt: at,
    };
  }

  return { draftDocument, editDocument, previewDocument };
}

const isUntitled = ({ title }: OfficialDocument): boolean => title === '';

/** What the form of the kind asks for. */
function toOwnFields(
  { fields }: DocumentRules['kind'],
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const names = fields.map(({ name }) => name);
  return Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));
}

/** An empty field is filled by what the ticket says. */
function toGiven(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));
}
