import { fileFaults, type FileFault } from '../../knowledge/index.ts';

/** A file that is not taken, with the code that its words are found by. */
export class ReadFileError extends Error {
  readonly code: FileFault;
  constructor(code: FileFault, options?: ErrorOptions) {
    super(code, options);
    this.name = 'ReadFileError';
    this.code = code;
  }
}

/** The fault's code; undefined for an error that is a bug. */
export function findFault(error: unknown): FileFault | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  const { code } = error;
  return fileFaults.find((fault) => fault === code);
}
