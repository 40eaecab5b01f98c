import type { CampaignRules } from '../campaign/rules.ts';
import type { ConsentRules } from '../consent/rules.ts';
import type { DeadlineRules } from '../deadline/rules.ts';
import type { Limits } from '../deadlines.ts';
import type { HearingRules } from '../hearing/rules.ts';
import type { ApprovalChain, DocumentKind, IssuingOrgan } from '../document/kind.ts';
import type { ProblemLevel } from '../problem/problem.ts';
import type { ListItem } from './list-item.ts';

/** What is put in order, and whether it has an amount of money. */
export type Measure = ListItem & { readonly hasAmount?: true };

/** How heavy a problem is, and the kind of official document that follows. */
export type Level = ListItem & { readonly id: ProblemLevel; readonly documentKind: string };

/**
 * The rules of one bureau as data: what an administrator edits. A published version never changes; tickets begun under
 * one end under it.
 */
export type Profile = {
  /** 1 is what Duxin ships. */
  readonly version: number;
  readonly name: string;
  readonly problemTypes: readonly ListItem[];
  readonly caseStages: readonly ListItem[];
  readonly measures: readonly Measure[];
  readonly levels: readonly Level[];
  readonly areas: readonly ListItem[];
  readonly limits: Limits;
  /** Organs that issue documents, kinds of document and who approves them. */
  readonly organs: readonly IssuingOrgan[];
  readonly documentKinds: readonly DocumentKind[];
  readonly chains: readonly ApprovalChain[];
  /** When it is warned before an end, and who is urged after it. */
  readonly deadlines: DeadlineRules;
  /** What units may say to which documents. */
  readonly hearing: HearingRules;
  /** When a unit may be written to about a reporter whom it must not know. */
  readonly consent: ConsentRules;
  /** The stages of 专项监督 and 重点领域监督; absent: as shipped. */
  readonly campaigns?: readonly CampaignRules[];
  /** Counts for new tickets from then on, so that every process has read it before. */
  readonly validFrom?: Date;
  /** The account that published it. */
  readonly publishedBy?: string;
};

export type ProfileStore = {
  /** Every version that was ever published, oldest first; not the shipped one. */
  readonly list: () => Promise<readonly Profile[]>;
  /** False when the version is taken: somebody else published meanwhile. */
  readonly insert: (profile: Profile) => Promise<boolean>;
};
