/** Tells what an authority did, or left undone, from a business that broke a rule. Never refuses: it only asks and names. */
export { judgeCompetence } from './judge-competence.ts';
