import type { DocumentAction, DocumentState } from './document.ts';

/**
 * Every move of a document, as data: the state that an action leads to. `approve` stays in review until the chain's
 * last link; `submit` of a kind whose chain has no link goes on to approved.
 */
export const documentMoves: Readonly<
  Record<DocumentState, Readonly<Partial<Record<DocumentAction, readonly DocumentState[]>>>>
> = {
  draft: {
    edit: ['draft'],
    submit: ['in_review', 'approved'],
    enter: ['issued'],
    void: ['void'],
  },
  in_review: {
    edit: ['draft'],
    approve: ['in_review', 'approved'],
    return: ['draft'],
    void: ['void'],
  },
  approved: { edit: ['draft'], return: ['draft'], sign: ['signed'], void: ['void'] },
  signed: { seal: ['issued'], void: ['void'] },
  issued: {
    serve: ['issued'],
    prove: ['issued'],
    acknowledge: ['issued'],
    answer: ['issued'],
  },
  void: {},
};
