/** How a question is put, and the words in which its answer is usually given. */
export const questionFormLines = `
什么是 是什么 指什么 什么叫 > 是指
有哪些 包括哪些 哪些内容 哪些情形 哪些情况 > 包括
区别 差别 差异 异同 有什么不同 > 区别 不同
多久 多长时间 几天 几年 什么时候 > 期限 日内
怎么算 如何计算 怎么计算 多少钱 > 计算 标准
如何认定 怎么认定 如何界定 怎么界定 如何判断 > 是指 认定
条件 什么要求 > 应当具备 下列条件
有什么权利 哪些权利 > 有权 权利
有什么义务 哪些义务 > 应当 义务 不得
`;
