/** What a paper says about itself at its head; names as government sites write them. */
export const documentFields = [
  'title',
  'index_number',
  'document_number',
  'issued_by',
  'written_on',
  'published_on',
  'validity',
  'category',
  'source',
  'proposal_number',
  'handled_by',
  'result',
] as const;
export type DocumentField = (typeof documentFields)[number];
export type DocumentFields = Readonly<Partial<Record<DocumentField, string>>>;

/** Why a piece of a paper was left out. The words are `import.dropped.<reason>`. */
export const dropReasons = [
  'page_chrome',
  'byline',
  'repeated',
  'personal_name',
  'salutation',
  'metadata',
] as const;
export type DropReason = (typeof dropReasons)[number];
export type Dropped = { readonly reason: DropReason; readonly text: string };

/** One voice, or a question with its reply, never run together. */
export type DocumentBody =
  | { readonly kind: 'article'; readonly paragraphs: readonly string[] }
  | {
      readonly kind: 'exchange';
      readonly question: readonly string[];
      readonly reply: readonly string[];
    };

/** A paper without what its page put around it. */
export type CleanDocument = {
  readonly title: string;
  readonly fields: DocumentFields;
  readonly body: DocumentBody;
  readonly dropped: readonly Dropped[];
  /** The paper was in Traditional characters; the text here is Simplified, the file stays as it came. */
  readonly wasTraditional: boolean;
};

/** What a step of the cleaning hands to the next. */
export type Cleaning = {
  readonly lines: readonly string[];
  readonly fields: DocumentFields;
  readonly dropped: readonly Dropped[];
};
