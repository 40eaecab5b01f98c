/** What a step needs beside its name: verifying says how, here from the files alone. */
export function buildStepValues(action: string): { readonly values?: { readonly way: 'by_file' } } {
  return action === 'verify' ? { values: { way: 'by_file' } } : {};
}
