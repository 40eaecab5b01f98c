/** What was found wrong in a matter, and how it is put right. */
export { listProblemFaults, type ProblemField, type ProblemLists } from './list-faults.ts';
export { listProblemActions, mayStepProblem } from './problem-moves.ts';
export type { ListedProblem, ProblemFigures, ProblemList, ProblemQuery } from './problem-list.ts';
export { createStepProblem, type ProblemRequest } from './step-problem.ts';
