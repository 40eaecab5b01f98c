import {
  evennessOf,
  judgeExamples,
  packModel,
  trainModel,
  type Example,
  type Quality,
  type SortingTask,
} from '../../knowledge/index.ts';
import { fold } from '../fold/index.ts';

/** What the thread is given. */
export type Lesson = { readonly task: SortingTask; readonly examples: readonly Example[] };
export type Learnt = { readonly bytes: Uint8Array; readonly quality: Quality };

/** Trains and judges; the same examples give the same model. */
export function learn({ task, examples }: Lesson): Learnt {
  const tools = { fold, evenness: evennessOf[task], random: createRandom() };
  const quality = judgeExamples(examples, tools);
  return { quality, bytes: packModel(trainModel(examples, tools)) };
}

const multiplier = 16_807;
const modulus = 2_147_483_647;

/** Numbers in [0, 1), always the same row (Park and Miller 1988). */
function createRandom(): () => number {
  let state = 1;
  return () => {
    state = (state * multiplier) % modulus;
    return state / modulus;
  };
}
