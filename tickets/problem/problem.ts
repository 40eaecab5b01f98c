/** 属实, 部分属实, 不属实, 无法查实. */
export const findings = ['founded', 'partly_founded', 'unfounded', 'unverifiable'] as const;
export type Finding = (typeof findings)[number];

/** 一般性问题, 共性问题, 重大问题: the level decides which document follows. */
export const problemLevels = ['general', 'common', 'major'] as const;
export type ProblemLevel = (typeof problemLevels)[number];

/** Found, served on the unit, reported as rectified, checked and passed, at an end; dropped where nothing was wrong. */
export const problemStatuses = [
  'found',
  'served',
  'rectified',
  'passed',
  'closed',
  'dropped',
] as const;
export type ProblemStatus = (typeof problemStatuses)[number];

export const problemActions = [
  'find',
  'assess',
  'measure',
  'serve',
  'rectify',
  'pass',
  'return',
  'account',
  'close',
  'drop',
] as const;
export type ProblemAction = (typeof problemActions)[number];

/** What was found wrong, put right one by one; problems are what is counted. Type, stage and measure are ids of the lists of the ticket's profile. */
export type Problem = {
  /** `<ticket>-p<n>` */
  readonly id: string;
  readonly status: ProblemStatus;
  readonly type: string;
  readonly foundAt: Date;
  readonly level?: ProblemLevel;
  /** The stage of the enforcement case in which it lies. */
  readonly stage?: string;
  readonly actingUnit?: string;
  readonly responsibleOrgan?: string;
  /** What was wrong, in the bureau's words: never the reporter's. */
  readonly words?: string;
  readonly finding?: Finding;
  readonly measure?: string;
  /** In fen (1/100 yuan), so that sums are exact. */
  readonly amountFen?: number;
  /** The official document by which it was served. */
  readonly documentId?: string;
  /** What the unit says that it did. */
  readonly rectification?: string;
  /** Why its rectification was sent back, last. */
  readonly returnedFor?: string;
  /** 责任追究: what became of those answerable. */
  readonly accountability?: string;
  readonly closedAt?: Date;
};

/** What one step says of a problem. Fields that are absent stay as they were. */
export type ProblemChange = {
  readonly id: string;
  readonly action: ProblemAction;
} & Partial<Omit<Problem, 'id' | 'status' | 'foundAt' | 'closedAt'>>;

export const endedProblemStatuses = [
  'closed',
  'dropped',
] as const satisfies readonly ProblemStatus[];

/** Whether the problem is at an end. */
export function isProblemEnded({ status }: Problem): boolean {
  return endedProblemStatuses.some((ended) => ended === status);
}
