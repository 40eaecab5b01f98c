/** Sorts messages into kinds and areas: words at first, what was learnt from confirmed tickets later. */
export { type AskVote, createAskVote } from './ask-vote.ts';
export { judgeExamples, type Quality } from './judge-examples.ts';
export { guessByKeywords, keywordAreas } from './keywords.ts';
export * from './measures.ts';
export { createClassify, type Classify, type Guess } from './model.ts';
export { packModel } from './pack-model.ts';
export { createSorter, type Guessed, type Sorter } from './sorter.ts';
export * from './sorting-model.ts';
export {
  createForgetSealed,
  createTrainSorting,
  evennessOf,
  type Learn,
  type Trained,
} from './train-sorting.ts';
export { trainModel, type Example } from './train.ts';
