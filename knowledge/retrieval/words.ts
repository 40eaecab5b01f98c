/** Words that turn a matter into a question; they are not looked for. Folded. */
export const fillers: readonly string[] = toWords(`
请问 您好 你好 什么 怎么办 怎么 怎样 如何 哪些 哪个 哪里 哪种 能否 能不能 可否 是否 是不是 可不可以 会不会 有没有
要不要 吗 呢 吧 谁 我们 我 您 你 该 了 情况 多少 多久 几 为什么 为何 应该 想
`);

/** Words found in questions about anything; they count less than the matter. Folded. */
export const weakWords: readonly string[] = toWords(`
可以 需要 要求 属于 构成 认定 应当 如果 因为 由于 导致 对于 关于 没有 进行 有关 法律 规定 相关 情形 时候 之后 现在 自己
别人 他人 这种 这样 这个 一般 主要 区别 关系 哪 会 能 能够 主张 以及 或者 但是 已经 仍 还 后 时 中 的 是 有 在 要 与 和
就 都 也
`);

function toWords(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
