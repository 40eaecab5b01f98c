/** Tells what an authority did, or left undone, from a business that broke a rule. Never refuses: it only asks and names. */
export { judgeCompetence, type Verdict } from './judge-competence.ts';
