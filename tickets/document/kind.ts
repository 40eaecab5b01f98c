import type { Limit } from '../deadlines.ts';
import type { LimitName } from '../step.ts';
import type { ListItem } from '../profile/list-item.ts';

/** To the unit that is supervised, to the person who reported, for the file alone, or to the government. */
export const documentAudiences = ['unit', 'person', 'inside', 'government'] as const;
export type DocumentAudience = (typeof documentAudiences)[number];

/** The common form of an official paper, that of a 函, or a table under a heading as inside papers are. */
export const documentLayouts = ['file', 'letter', 'form'] as const;
export type DocumentLayout = (typeof documentLayouts)[number];

/** One block of the paper. `{{name}}` in a template stands for a field. */
export type Paragraph =
  /** Each line a paragraph of its own. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

/** What a person fills in, or the ticket fills by itself. `isNeeded`: without it the document is not submitted. */
export type DocumentField = {
  readonly name: string;
  /** As the form calls it. */
  readonly label: string;
  readonly isNeeded?: true;
  /** `line` when absent; a day is YYYY-MM-DD; `officers` are two at least, one a line with name and certificate. */
  readonly input?: 'words' | 'day' | 'officers';
};

/** An organ that issues documents under its own name. */
export type IssuingOrgan = ListItem & {
  /** 机关代字, the first part of a number, e.g. 衢司. */
  readonly code: string;
  /** Its place in the tree of units, where it has one. */
  readonly unitId?: string;
};

/** One link of a chain: somebody of the role, or of a role that stands in for it, approves. */
export type ChainLink = {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly deputies: readonly string[];
};

/** Who approves in which order, and who signs then. */
export type ApprovalChain = ListItem & {
  readonly links: readonly ChainLink[];
  /** Roles that sign and number. */
  readonly signers: readonly string[];
  /** A record of one's own act is signed by who wrote it. */
  readonly isOwnAct?: true;
};

/** A kind of official document (文书) as profile data. */
export type DocumentKind = ListItem & {
  readonly audience: DocumentAudience;
  /** How its paper is set; `file` when absent. */
  readonly layout?: DocumentLayout;
  /** Ids of the organs that may issue it, the usual one first. */
  readonly organs: readonly string[];
  /**
   * `own`: the number is taken at signing, by `numberPattern`. `outside`: another body makes the paper, its number and
   * date are entered from the copy. `none`: it has no number.
   */
  readonly numbering: 'own' | 'outside' | 'none';
  /** With {{organ}}, {{year}} and {{seq}}, e.g. `{{organ}}监通〔{{year}}〕{{seq}}号`. */
  readonly numberPattern?: string;
  readonly title: string;
  /** 主送 where no unit is named: 投诉人, 市人民政府. */
  readonly addressedTo?: string;
  readonly paragraphs: readonly Paragraph[];
  readonly fields: readonly DocumentField[];
  /** Holds a line for each point that the reporter made. */
  readonly hasPoints?: true;
  readonly chain: string;
  /** Roles that may draft it. */
  readonly draftedBy: readonly string[];
  /** Within which the served one answers or puts right; runs for each one from its own serving. */
  readonly answer?: Limit & { readonly name: LimitName };
  /** Serving it takes a problem from found to served. */
  readonly servesProblem?: true;
};
