import { z } from 'zod';
import { findings, problemActions, problemLevels } from '../../tickets/index.ts';

const name = z.string().trim().min(1).max(100);
const words = z.string().trim().min(1).max(5000);
/** `serve` is not among them: a problem is served by its document. */
export const deskProblemActions = problemActions.filter((action) => action !== 'serve');

/**
 * One step of one problem; `find` has no id. `version` is the ticket's that the caller saw. Type, stage and measure
 * are ids of the lists of the ticket's own profile.
 */
export const ProblemStepSchema = z.strictObject({
  action: z.enum(deskProblemActions),
  id: z.string().max(80).exactOptional(),
  version: z.int().nonnegative(),
  type: name.exactOptional(),
  stage: name.exactOptional(),
  level: z.enum(problemLevels).exactOptional(),
  actingUnit: name.exactOptional(),
  responsibleOrgan: name.exactOptional(),
  words: words.exactOptional(),
  finding: z.enum(findings).exactOptional(),
  measure: name.exactOptional(),
  /** At most a trillion yuan. */
  amountFen: z.int().min(0).max(1e14).exactOptional(),
  rectification: words.exactOptional(),
  returnedFor: words.exactOptional(),
  accountability: words.exactOptional(),
});
