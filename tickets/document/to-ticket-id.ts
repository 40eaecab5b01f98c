/** The ticket of a problem, whose id is `<ticket>-p<n>`. */
export function toTicketId(problemId: string): string {
  return problemId.replace(/-p\d+$/, '');
}
