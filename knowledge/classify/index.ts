/** Sorts messages into kinds and areas: keywords at first, what was learnt from confirmed tickets later. */
export { guessByKeywords } from './keywords.ts';
export { createClassify, type Classify, type Guess } from './model.ts';
export { trainModel, type Example } from './train.ts';
