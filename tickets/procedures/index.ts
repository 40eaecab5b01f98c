import type { Procedure } from '../procedure.ts';
import { coordination } from './coordination.ts';
import { fiveSteps } from './five-steps.ts';
import { consultation, suggestion } from './short-answer.ts';

/** The procedures that Duxin ships: every kind has one, and none demands more than the action itself. */
export const defaultProcedures: readonly Procedure[] = [
  fiveSteps,
  consultation,
  suggestion,
  coordination,
];
