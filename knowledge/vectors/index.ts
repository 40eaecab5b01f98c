/** Finds documents by the direction of their vectors. Knows numbers and ids; no model, no thread, no clock. */
export { createRankByVectors, type SearchVectors, type VectorPorts } from './rank-by-vectors.ts';
export { createVectorIndex, type VectorHit, type VectorIndex } from './vector-index.ts';
export { type KeptVector, readVectors, type VectorsRefusal, writeVectors } from './kept-vectors.ts';
