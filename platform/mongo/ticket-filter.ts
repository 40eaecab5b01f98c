import type { PersonStore } from '../../people/index.ts';
import { endStatuses, parseNumber, type TicketQuery } from '../../tickets/index.ts';
import { bigrams } from '../fold/index.ts';
import type { Filter } from './documents.ts';
import { toBoundsFilter } from './ticket-bounds.ts';
import type { TicketDocument } from './ticket-document.ts';

type Condition = Filter<TicketDocument>;

const maxQueryTerms = 24;
const shortestPhone = 7;
const looksLikePhone = /^\+?[\d\s()-]+$/;

/** The filter of a search: primitives under explicit operators only, whatever the client sent. */
export async function toTicketFilter(
  query: TicketQuery,
  listByPhone: PersonStore['listByPhone'],
): Promise<Condition> {
  const { kind, status, area, assigneeId, personId } = query;
  const conditions: Condition[] = [
    ...(kind === undefined ? [] : [{ kind: { $eq: kind } }]),
    ...(status === undefined ? [] : [{ status: { $eq: status } }]),
    ...(area === undefined ? [] : [{ area: { $eq: area } }]),
    ...(assigneeId === undefined ? [] : [{ assigneeId: { $eq: assigneeId } }]),
    ...(personId === undefined ? [] : [{ personId: { $eq: personId } }]),
    ...toCampaign(query),
    ...toJoint(query),
    ...toBoundsFilter(query.bounds),
    ...toOpenness(query.open),
    ...(await toWords(query.query, listByPhone)),
  ];
  return conditions.length === 0 ? {} : { $and: conditions };
}

function toCampaign(query: TicketQuery) {
  const { campaignId, outsideCampaignId, unitId, filedFrom, filedTo } = query;
  const conditions: Condition[] = [
    ...(campaignId === undefined ? [] : toMembership({ $eq: campaignId })),
    ...(outsideCampaignId === undefined ? [] : toMembership({ $ne: outsideCampaignId })),
    ...(filedFrom === undefined ? [] : [{ createdAt: { $gte: filedFrom } }]),
    ...(filedTo === undefined ? [] : [{ createdAt: { $lte: filedTo } }]),
    ...(unitId === undefined
      ? []
      : [
          {
            $or: [
              { 'respondent.actingUnitId': { $eq: unitId } },
              { 'respondent.responsibleOrganId': { $eq: unitId } },
            ],
          },
        ]),
  ];
  return conditions;
}

/** What lies or is about to lie sealed is a member of nothing. */
export function toMembership(
  campaignIds: { readonly $eq: string } | { readonly $ne: string },
): readonly Condition[] {
  return [{ campaignIds }, { escrow: { $exists: false } }];
}

function toJoint({ partnerUnitId, isForConference, expertId }: TicketQuery) {
  const conditions: Condition[] = [
    ...(partnerUnitId === undefined ? [] : [{ partnerUnitIds: { $eq: partnerUnitId } }]),
    ...(expertId === undefined ? [] : [{ 'expertAsks.expertId': { $eq: expertId } }]),
    ...(isForConference === undefined
      ? []
      : [{ 'conference.askedAt': { $exists: isForConference } }]),
  ];
  return conditions;
}

function toOpenness(isOpen: boolean | undefined): readonly Condition[] {
  if (isOpen === undefined) return [];
  return [{ status: isOpen ? { $nin: [...endStatuses] } : { $in: [...endStatuses] } }];
}

/** An exact number; a telephone number by its blind index or in the words; else words by their letter pairs. */
async function toWords(
  words: string | undefined,
  listByPhone: PersonStore['listByPhone'],
): Promise<readonly Condition[]> {
  if (words === undefined) return [];
  const number = parseNumber(words);
  if (number !== undefined) return [{ number: { $eq: number } }];
  const terms = bigrams(words).slice(0, maxQueryTerms);
  if (terms.length === 0) return [];
  const inWords = { $and: terms.map(toTermCondition) };
  if (!isPhone(words)) return [inWords];
  const ofPerson = {
    personId: { $in: [...(await listByPhone(words))] },
    // A telephone number left with another matter must not lead to one that was filed anonymously.
    openness: { $ne: 'anonymous' as const },
  };
  return [{ $or: [ofPerson, inWords] }];
}

/** A single letter is found as the first of a pair. */
function toTermCondition(term: string): Condition {
  if (Array.from(term).length > 1) return { terms: { $eq: term } };
  return { terms: { $elemMatch: { $gte: term, $lt: `${term}\uffff` } } };
}

function isPhone(words: string): boolean {
  const plain = words.normalize('NFKC').trim();
  return looksLikePhone.test(plain) && plain.replaceAll(/\D/g, '').length >= shortestPhone;
}
