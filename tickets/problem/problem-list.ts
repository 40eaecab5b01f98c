import type { TicketBounds } from '../bounds.ts';
import type { TicketKind } from '../vocabulary.ts';
import type { Finding, Problem, ProblemLevel, ProblemStatus } from './problem.ts';

/** Which problems across all tickets; what is absent does not narrow. Without a status, dropped ones are left out. */
export type ProblemQuery = {
  readonly type?: string;
  readonly level?: ProblemLevel;
  readonly finding?: Finding;
  /** `open`: neither closed nor dropped. */
  readonly status?: ProblemStatus | 'open';
  /** The unit that acted or the organ that answers for it. */
  readonly unitId?: string;
  readonly area?: string;
  /** Found on a ticket that is worked in this campaign. */
  readonly campaignId?: string;
  /** When it was found, both ends included. */
  readonly from?: Date;
  readonly to?: Date;
  /** What the asker may see at all; absent: everything. */
  readonly bounds?: TicketBounds;
};

/** A problem with as much of its ticket as leads to it; nothing of a reporter. */
export type ListedProblem = {
  readonly problem: Problem;
  readonly ticket: { readonly number: string; readonly kind: TicketKind; readonly area?: string };
};

export type ProblemFigures = {
  readonly total: number;
  readonly open: number;
  /** The sum of all amounts, in fen. */
  readonly amountFen: number;
  /** Most frequent first. */
  readonly byType: readonly { readonly type: string; readonly count: number }[];
  /** Months such as 2026-03 in Asia/Shanghai in which something was found, oldest first. */
  readonly byMonth: readonly { readonly month: string; readonly count: number }[];
};

/** 问题数据库: read from the tickets themselves, so that it is never behind them. */
export type ProblemList = {
  /** Newest first. */
  readonly list: (
    query: ProblemQuery,
    page: { readonly page: number; readonly pageSize: number },
  ) => Promise<readonly ListedProblem[]>;
  readonly readFigures: (query: ProblemQuery) => Promise<ProblemFigures>;
  /** All of them, newest first, however many. */
  readonly each: (query: ProblemQuery) => AsyncIterable<ListedProblem>;
};
