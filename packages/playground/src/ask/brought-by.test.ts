import { expect, test } from 'vitest'

import { broughtBy } from './brought-by.ts'

test.each([
  ['[DONE]', 'the end'],
  ['{"choices":[{"delta":{"role":"assistant","content":""},"finish_reason":null}]}', 'role'],
  ['{"choices":[{"delta":{"content":" Argo\\n"},"finish_reason":null}]}', '" Argo\\n"'],
  ['{"choices":[{"delta":{"reasoning_content":"Hm"}}]}', 'reasoning "Hm"'],
  ['{"choices":[{"delta":{"tool_calls":[{"function":{"name":"f","arguments":"{"}}]}}]}', 'call f{'],
  ['{"choices":[{"delta":{},"finish_reason":"stop"}],"usage":null}', 'finish stop'],
  ['{"choices":[],"usage":{"total_tokens":3}}', 'usage'],
  ['{"error":{"message":"Too many"}}', 'error'],
  ['null', ''],
  ['{"choices":7}', ''],
  ['<html>', ''],
])('%s brought %j', (data, words) => expect(broughtBy(data)).toBe(words))
