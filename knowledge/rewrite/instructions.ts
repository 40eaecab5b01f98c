/**
 * Words that speak to a language model and not to people. No list of them is complete: what comes back is checked
 * against the passages anyway. This one only saves the asking.
 */
const patterns: readonly RegExp[] = [
  /(?:忽略|无视|忘记|忘掉|不要理会|不必理会|不要遵守|跳过|覆盖|绕过).{0,12}(?:指令|规则|要求|提示|设定|限制|约束|指示|说明|内容)/u,
  /(?:系统提示|提示词|系统指令|开发者模式|越狱|角色扮演|扮演|假装你|假设你)/u,
  /你(?:现在)?(?:是|叫)(?:一个|一名|一位)?(?:ai|人工智能|助手|助理|机器人|语言模型|大模型|律师|法官)/iu,
  /(?:只|直接|请|必须)(?:输出|回答|回复|答复|返回|说)\s*(?:以下|下面|下列|如下|[:"'“「『{])/u,
  /(?:输出|打印|复述|重复|泄露|告诉我).{0,8}(?:以上|上面|前面|你的|系统).{0,8}(?:内容|指令|提示|规则|文字)/u,
  /(?:ignore|disregard|forget|override).{0,30}(?:instruction|rule|prompt|above|previous)/iu,
  /(?:system prompt|developer message|jailbreak|you are now|act as|pretend to be)/iu,
  /<\|[a-z_]+\|>|\[\/?inst\]|^\s*(?:system|assistant|developer)\s*:/imu,
];

/** Whether a text tries to steer a language model. */
export function hasInstructions(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/\p{Cf}/gu, '');
  return patterns.some((pattern) => pattern.test(plain));
}
