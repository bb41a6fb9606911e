import type { ChatCompletionRequest } from 'colloquy/protocol'
import type { Place } from './place.ts'
import { typeScriptLiteral } from './typescript-literal.ts'

/** The request as a module: with Colloquy, or with OpenAI's own package. */
export function typeScript(
  request: ChatCompletionRequest,
  { baseURL, keyed }: Place,
  client: 'colloquy' | 'openai',
): string {
  const [imported, name, call] =
    client === 'colloquy'
      ? ["import { Colloquy } from 'colloquy'", 'Colloquy', 'createChatCompletion']
      : ["import OpenAI from 'openai'", 'OpenAI', 'completions.create']
  // Both clients read OPENAI_API_KEY by themselves, so that where it is not wanted something else has to be said.
  const options = `{ baseURL: ${typeScriptLiteral(baseURL)}${keyed ? '' : `, apiKey: 'none'`} }`
  const [variable, ...use] = request.stream
    ? ['stream', ...streamed]
    : ['completion', `console.log(completion.choices[0]?.message${request.tools?.length ? '' : '.content'})`]
  return `${imported}

const client = new ${name}(${options})
const ${variable} = await client.chat.${call}(${typeScriptLiteral(request)})
${use.join('\n')}
`
}

const streamed = [
  "for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta?.content ?? '')",
  String.raw`process.stdout.write('\n')`,
]
