import type { Limit } from '../deadlines.ts';
import type { ReplyKind } from './reply.ts';

/** What a unit may say to documents of one kind. */
export type HearingRule = {
  /** The id of a document kind of the profile. */
  readonly documentKind: string;
  readonly replies: readonly ReplyKind[];
  readonly source: string;
};

/** How units are heard, as profile data. */
export type HearingRules = {
  readonly kinds: readonly HearingRule[];
  /** How long after the service a review may be asked for. */
  readonly review: Limit;
};

/** Every served document may be acknowledged and answered; what else, its kind says. */
const always: readonly ReplyKind[] = ['acknowledgement', 'account'];

/** The replies that a document of this kind allows. */
export function listExpected(rules: HearingRules, documentKind: string): readonly ReplyKind[] {
  return rules.kinds.find((rule) => rule.documentKind === documentKind)?.replies ?? always;
}

const ownRule = '默认方案，待本单位按本地规定确认';
const heard: readonly ReplyKind[] = ['acknowledgement', 'account', 'objection'];

function toRule(documentKind: string, replies: readonly ReplyKind[]): HearingRule {
  return { documentKind, replies, source: ownRule };
}

/** What Duxin ships, to be confirmed by each bureau. */
export const defaultHearing: HearingRules = {
  kinds: [
    toRule('feedback_letter', [...heard, 'rectification']),
    toRule('supervision_notice', [...heard, 'review', 'rectification']),
    toRule('supervision_decision', [...heard, 'review', 'rectification']),
    toRule('proposal', [...heard, 'proposal_answer']),
    toRule('case_file_notice', ['acknowledgement', 'account', 'case_file']),
    toRule('urging_letter', [...heard, 'rectification']),
    toRule('talk_notice', always),
    toRule('transfer_letter', always),
  ],
  review: { amount: 10, unit: 'working_day', movesOffHolidays: false, source: ownRule },
};
