export type KnowledgeErrorCode =
  | 'knowledge_not_reviewable'
  | 'knowledge_own_text'
  | 'knowledge_not_reviewed'
  | 'knowledge_not_scheduled'
  | 'knowledge_publish_in_past'
  | 'knowledge_already_retired'
  | 'knowledge_other_entry'
  | 'knowledge_text_invalid'
  | 'knowledge_harms_golden';

/** The rules' refusal; match by code. */
export class KnowledgeError extends Error {
  readonly code: KnowledgeErrorCode;
  /** The golden questions that the change would spoil, by id. */
  readonly golden: readonly string[] | undefined;
  constructor(code: KnowledgeErrorCode, golden?: readonly string[]) {
    super(code);
    this.name = 'KnowledgeError';
    this.code = code;
    this.golden = golden;
  }
}
