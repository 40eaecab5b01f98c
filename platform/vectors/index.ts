/** Vectors in a worker thread. Started only where an embedding model is configured. */
export { startVectors, type Vectors } from './start-vectors.ts';
