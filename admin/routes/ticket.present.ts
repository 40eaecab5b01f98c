import type { Content, OutboxRow, Render, TranscriptLine } from '../../bot/index.ts';
import {
  listProblemActions,
  opennesses,
  ticketKinds,
  verifyWays,
  type Problem,
  type Step,
  type Ticket,
} from '../../tickets/index.ts';
import type { Dossier } from '../dossier.ts';
import { maskCodes } from '../mask.ts';
import { hasRevealableReporter } from '../policies.ts';
import type { SortGuess } from '../sort-guess.ts';
import { presentEvidence } from './evidence.present.ts';
import { presentWords } from './messages.present.ts';
import { presentJoint, presentStepJoint } from './ticket-joint.present.ts';
import { presentRow } from './tickets.present.ts';
import type { LineView, ProblemView, StepView, TicketView } from './ticket.schema.ts';

/** A ticket with all that staff may see of it: no address, no receipt code, no platform's id. */
export function presentTicket(dossier: Dossier, render: Render): TicketView {
  const { ticket, procedure, allowed, undoLeftMs, canReveal } = dossier;
  const { standing, assigneeId, rating, origin, respondent } = ticket;
  const { contactPoint } = dossier;
  return {
    ...presentRow(ticket, dossier),
    facts: presentFacts(ticket.facts),
    isDueProvisional: ticket.isDueProvisional ?? false,
    problems: ticket.problems.map((problem) => presentProblem(problem, dossier)),
    canFindProblem: dossier.canFindProblem,
    profile: ticket.procedure.version,
    history: ticket.history.map((step) => presentStep(step, dossier, render)),
    lines: dossier.lines.map((line) => presentLine(line, dossier.media.get(line.id))),
    evidence: dossier.evidence.map(presentEvidence),
    steps: [...procedure.steps],
    allowed: [...allowed],
    canReveal,
    joint: presentJoint(ticket, dossier),
    ...(origin && { origin: presentOrigin(origin) }),
    canOpenOriginals: dossier.canOpenOriginals,
    canCover: dossier.canCover,
    ...(contactPoint !== undefined && { contactPoint }),
    ...(standing !== undefined && { standing }),
    ...(hasRevealableReporter(ticket) && { personId: ticket.personId }),
    ...(assigneeId !== undefined && { assigneeId }),
    ...(respondent && { respondent: { ...respondent } }),
    ...(dossier.sorting !== undefined && { sorting: presentSorting(dossier.sorting) }),
    ...(undoLeftMs !== undefined && { undoLeftMs }),
    ...(rating && {
      rating: {
        score: rating.score,
        ...(rating.comment !== undefined && { comment: maskCodes(rating.comment) }),
      },
    }),
  };
}

function presentSorting({ by, areas, kind }: SortGuess): TicketView['sorting'] {
  return {
    by,
    areas: areas.map(({ label, confidence, hasVote }) => ({ area: label, confidence, hasVote })),
    ...(kind !== undefined && { kind }),
  };
}

function presentOrigin({
  externalNumber,
  receivedOn,
}: NonNullable<Ticket['origin']>): NonNullable<TicketView['origin']> {
  return {
    ...(externalNumber !== undefined && { externalNumber }),
    ...(receivedOn !== undefined && { receivedOn }),
  };
}

function presentFacts(facts: Ticket['facts']): TicketView['facts'] {
  return Object.fromEntries(Object.entries(facts).map(([name, text]) => [name, maskCodes(text)]));
}

function presentProblem(problem: Problem, { allowed, roles }: Dossier): ProblemView {
  const canWork = allowed.includes('work_on_problem');
  const { foundAt, closedAt, ...fields } = problem;
  return {
    ...fields,
    foundAt: foundAt.toISOString(),
    ...(closedAt !== undefined && { closedAt: closedAt.toISOString() }),
    allowed: canWork ? [...listProblemActions(problem, roles)] : [],
  };
}

function presentStep(step: Step, dossier: Dossier, render: Render): StepView {
  const { seq, action, from, to, at, by, reason } = step;
  const details = presentDetails(step, dossier);
  return {
    seq,
    action,
    to,
    at: at.toISOString(),
    by: { kind: by.kind, ...(by.kind === 'staff' && { name: by.name }) },
    told: presentTold(step, dossier, render),
    ...(from !== undefined && { from }),
    ...(reason !== undefined && { reason: maskCodes(reason) }),
    ...(details !== undefined && { details }),
  };
}

function presentDetails(step: Step, dossier: Dossier): StepView['details'] {
  const { values, problem } = step;
  if (values === undefined && problem === undefined) return undefined;
  const joint = presentStepJoint(step, dossier);
  return {
    ...presentValues(values, dossier),
    ...(joint !== undefined && { joint }),
    ...(problem !== undefined && {
      problem: { number: Number(/\d+$/.exec(problem.id)?.[0]), action: problem.action },
    }),
  };
}

function presentValues(values: Step['values'] = {}, { names }: Dossier): StepView['details'] {
  const { score, comment, assigneeId = '' } = values;
  const text = values['text'] ?? values['words'];
  const openness = opennesses.find((known) => known === values['openness']);
  const kind = ticketKinds.find((known) => known === values['kind']);
  const { area, officers } = values;
  const way = verifyWays.find((known) => known === values['way']);
  const assignee = names.get(assigneeId);
  return {
    ...(text !== undefined && { text: maskCodes(text) }),
    ...(score !== undefined && { score }),
    ...(comment !== undefined && { comment: maskCodes(comment) }),
    ...(assignee !== undefined && { assignee }),
    ...(openness !== undefined && { openness }),
    ...(values['inherited'] !== undefined && { isInherited: true }),
    ...(kind !== undefined && { kind }),
    ...(area !== undefined && { area }),
    ...(way !== undefined && { way }),
    ...(officers !== undefined && { officers }),
  };
}

function presentTold(
  { seq, told, toldOthers = [] }: Step,
  { ticket, rows, asOf }: Dossier,
  render: Render,
): StepView['told'] {
  const others = toldOthers.length > 0 ? { others: toldOthers.length } : {};
  if (told.kind === 'not_told') return { because: told.because, ...others };
  const row = rows.get(`${ticket.id}-${seq}-${told.personId}`);
  const reply = { key: told.noticeKey, values: told.values };
  return {
    text: presentWords(row ?? { reply }, render),
    delivery:
      row === undefined
        ? { state: told.tellAt > asOf ? 'undoable' : 'waiting', at: told.tellAt.toISOString() }
        : presentDelivery(row),
    ...others,
  };
}

export function presentDelivery({ status, dueAt, receipt, failure }: OutboxRow) {
  const at = receipt?.at ?? (status === 'waiting' ? dueAt : undefined);
  return {
    state: status === 'claimed' ? 'waiting' : status,
    ...(at !== undefined && { at: at.toISOString() }),
    ...(receipt !== undefined && { channel: receipt.channel }),
    ...(failure !== undefined && { failure }),
  } as const;
}

function presentLine(
  { id, direction, author, channel, at, content }: TranscriptLine,
  media: LineView['media'],
): LineView {
  const text = toText(content);
  return {
    id,
    direction,
    author,
    channel,
    at: at.toISOString(),
    kind: content.kind,
    ...(media !== undefined && { media }),
    ...(text !== '' && { text: maskCodes(text) }),
    ...('fileId' in content && content.fileId !== undefined && { fileId: content.fileId }),
  };
}

/** What can be read of a message, '' where there is nothing to read; media show themselves. */
export function toText(content: Content): string {
  if (content.kind === 'text') return content.text;
  if (content.kind === 'voice') return content.recognition ?? '';
  if (content.kind === 'file') return content.name;
  if (content.kind === 'location') return content.label;
  if (content.kind === 'link') return `${content.title}\n${content.url}`.trim();
  return '';
}
