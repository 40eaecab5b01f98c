/** How many files hide one, how many reporters open a seal, and when a question is repeated. Profile data. */
export type ConsentRules = {
  readonly minFiles: number;
  readonly reporters: number;
  /** Natural days after the question, one reminder each. */
  readonly remindAfterDays: readonly number[];
  /** Working days after the last reminder from which on a reporter who said nothing may be set apart. */
  readonly silentAfterDays: number;
  readonly source: string;
};

export const defaultConsentRules: ConsentRules = {
  minFiles: 5,
  reporters: 3,
  remindAfterDays: [3, 7, 14],
  silentAfterDays: 15,
  source: '默认方案，待本单位按本地规定确认',
};
