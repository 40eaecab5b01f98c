import { z } from 'zod';
import { sortingTasks } from '../../knowledge/index.ts';

/** A share, of 1. */
const Share = z.number();

const SortingModelSchema = z.object({
  id: z.string(),
  version: z.number(),
  trainedAt: z.iso.datetime(),
  standing: z.enum(['good', 'worse']),
  isUsed: z.boolean(),
  examples: z.number(),
  persons: z.number(),
  accuracy: Share,
  macroF1: Share,
  top2: Share,
  keywordAccuracy: Share,
  sureShare: Share,
  sureFrom: Share.optional(),
  confusion: z.object({ labels: z.array(z.string()), counts: z.array(z.array(z.number())) }),
});

const TaskSchema = z.object({
  task: z.enum(sortingTasks),
  choice: z.enum(['newest', 'model', 'none']),
  models: z.array(SortingModelSchema),
});

export const SortingSchema = z.object({
  isTraining: z.boolean(),
  tasks: z.array(TaskSchema),
});
export type SortingView = z.infer<typeof SortingSchema>;

export const SortingTaskSchema = z.strictObject({ task: z.enum(sortingTasks) });

/** Which model sorts from now on. */
export const SortingChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('newest') }),
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('model'), id: z.string().max(40) }),
]);
