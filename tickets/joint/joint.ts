import type { Day } from '../shanghai-day.ts';

/** A question that the joint conference (上会) is to decide. */
export type ConferenceAsk = {
  readonly question: string;
  readonly askedAt: Date;
  /** The name of who asked. */
  readonly askedBy?: string;
};

/** An expert's opinion that was asked for; `seq` is the step that asked and its name. */
export type ExpertAsk = {
  readonly seq: number;
  readonly expertId: string;
  /** All of the matter that the expert reads: staff's words, in which nothing points to who reported. */
  readonly brief: string;
  readonly question: string;
  readonly askedAt: Date;
  /** The day by which the opinion is wanted, where one was named. */
  readonly answerBy?: Day;
  readonly opinion?: { readonly text: string; readonly at: Date };
};

/** What others than the bureau's own desk have to do with a matter. */
export type Joint = {
  /** 联合监督: the units that supervise along, by ids of the organisation tree. */
  readonly partnerUnitIds?: readonly string[];
  readonly conference?: ConferenceAsk;
  readonly expertAsks?: readonly ExpertAsk[];
  /** The campaigns (专项, 重点领域) that it is worked in. */
  readonly campaignIds?: readonly string[];
};
