/** Proposes entries out of what the bureau did: a reply of staff, a closed ticket. Nobody named stays named. */
export { proposeFromAnswer, proposeFromCase, type CaseStory, type Proposal } from './propose.ts';
