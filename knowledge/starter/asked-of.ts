/** Questions by the entry that answers them. */
export type AskedOf = readonly (readonly [id: string, ...questions: readonly string[]])[];
