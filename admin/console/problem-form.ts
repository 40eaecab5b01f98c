import type { ProblemAction } from '../../tickets/index.ts';
import type { ProblemView, TicketView } from '../routes/ticket.schema.ts';
import { toFen, toYuan } from './money.ts';

export type ProblemFieldName =
  | 'type'
  | 'stage'
  | 'level'
  | 'actingUnit'
  | 'responsibleOrgan'
  | 'words'
  | 'finding'
  | 'measure'
  | 'amount'
  | 'rectification'
  | 'returnedFor'
  | 'accountability';
export type ProblemFields = Partial<Record<ProblemFieldName, string>>;
export type ProblemForm = {
  readonly fields: readonly ProblemFieldName[];
  readonly required: readonly ProblemFieldName[];
};

const whole: readonly ProblemFieldName[] = [
  'type',
  'level',
  'stage',
  'finding',
  'actingUnit',
  'responsibleOrgan',
  'words',
];
const one = (name: ProblemFieldName): ProblemForm => ({ fields: [name], required: [name] });

/** What each step of a problem asks for; one that is not here is taken at once. */
export const problemForms: Readonly<Partial<Record<ProblemAction, ProblemForm>>> = {
  find: { fields: whole, required: ['type'] },
  assess: { fields: whole, required: ['type'] },
  measure: { fields: ['measure', 'amount'], required: ['measure'] },
  rectify: one('rectification'),
  return: one('returnedFor'),
  account: one('accountability'),
  close: { fields: ['finding', 'measure', 'amount'], required: ['finding', 'measure'] },
  drop: one('finding'),
};

/** The form as it opens: what the problem holds already. */
export function fillProblemForm(
  problem: ProblemView | undefined,
  { fields }: ProblemForm,
): ProblemFields {
  if (problem === undefined) return {};
  const held: ProblemFields = {
    ...Object.fromEntries(Object.entries(problem).filter(([, value]) => typeof value === 'string')),
    ...(problem.amountFen !== undefined && { amount: toYuan(problem.amountFen) }),
  };
  return Object.fromEntries(fields.map((name) => [name, held[name] ?? '']));
}

/** Who acted, as far as the ticket knows: named by staff, or only in the reporter's words. */
export type KnownUnits = {
  readonly respondent: TicketView['respondent'];
  readonly said: string | undefined;
};

/** The units that a new problem begins with. Without a tree (`units` undefined) a unit is any name. */
export function suggestUnits(
  { respondent, said }: KnownUnits,
  units: readonly { readonly value: string; readonly label: string }[] | undefined,
): ProblemFields {
  if (units === undefined) return { actingUnit: said ?? '' };
  const find = (id: string | undefined) => units.find(({ value }) => value === id)?.value ?? '';
  if (respondent !== undefined) {
    return {
      actingUnit: find(respondent.actingUnitId),
      responsibleOrgan: find(respondent.responsibleOrganId),
    };
  }
  return { actingUnit: units.find(({ label }) => label === said)?.value ?? '' };
}

/**
 * What is sent: the fields that differ from what the problem held when the form was opened, so that nothing that a
 * colleague changed meanwhile is written back.
 */
export function toProblemChange(
  written: ProblemFields,
  opened: ProblemFields,
  hasAmount: boolean,
): Readonly<Record<string, string | number>> {
  const changed = Object.entries(written)
    .map(([name, text]) => [name, text.trim()] as const)
    .filter(([name, text]) => name !== 'amount' && text !== '')
    .filter(([name, text]) => new Map(Object.entries(opened)).get(name) !== text);
  const fen = hasAmount ? toFen(written.amount ?? '') : undefined;
  const isSameAmount = written.amount === opened.amount && written.measure === opened.measure;
  return {
    ...Object.fromEntries(changed),
    ...(fen !== undefined && !isSameAmount && { amountFen: fen }),
  };
}
