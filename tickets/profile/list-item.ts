/** One entry of a list, with the clause that it rests on. A retired one stays readable on old tickets. */
export type ListItem = {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly isRetired?: true;
};
