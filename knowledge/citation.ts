/** An article of a statute: its title without 中华人民共和国, its number (`33`; `120-1` for 第一百二十条之一). */
export type Citation = { readonly statute: string; readonly article: string };
