/** What was found wrong in a matter, and how it is put right. */
export { listProblemActions } from './problem-moves.ts';
export { createStepProblem, type ProblemRequest } from './step-problem.ts';
