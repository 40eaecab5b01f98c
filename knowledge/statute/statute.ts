/** A day (YYYY-MM-DD) and where it was read: the final article, or the decision that amended the statute. */
export type SourcedDay = { readonly day: string; readonly source: string };

/**
 * What ended a version: a newer one took force; a newer one was adopted whose text is not here (`missing`) or whose
 * day in force is not known (`undated`); the statute was repealed.
 */
export type EndReason = 'newer' | 'missing' | 'undated' | 'repeal';

/** The last day on which a version was certainly in force. */
export type EndDay = SourcedDay & { readonly by: EndReason };

/** Another statute that this one repealed, and the first day on which it was gone. */
export type Repeal = { readonly title: string; readonly from: SourcedDay };

/** One version of a statute. Nobody sees its articles before `isWhole`: an import may end half-way. */
export type StatuteVersion = {
  readonly id: string;
  /** Without 中华人民共和国, as people cite it. */
  readonly title: string;
  readonly adoptedOn: SourcedDay;
  /** Unknown unless it was read; a version without it is never cited as in force. */
  readonly inForceFrom?: SourcedDay;
  /** The last day in force; absent while nothing has ended it. */
  readonly inForceTo?: EndDay;
  /** The day until which somebody looked for newer versions. */
  readonly checkedThrough: string;
  /** Why it must not be cited although nothing here has ended it: a newer text is out that is not here. */
  readonly stale?: string;
  /** The first day of each act that made or changed the statute, this version's own last; empty when not told. */
  readonly acts: readonly string[];
  readonly repeals: readonly Repeal[];
  readonly articles: number;
  /** Of all articles, so that a second import of the same text changes nothing. */
  readonly digest: string;
  readonly isWhole: boolean;
};

export type Article = {
  readonly id: string;
  readonly versionId: string;
  /** As in Citation: `33`, `120-1`. */
  readonly number: string;
  /** 第三十三条 */
  readonly label: string;
  readonly chapter?: string;
  readonly text: string;
};
