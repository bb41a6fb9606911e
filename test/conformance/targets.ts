import { createEngine } from '@colloquy/engine'
import { createHandler, serveNode, UpstreamPool } from '@colloquy/server'
import {
  Colloquy,
  httpBackend,
  NotFoundError,
  type ClientOptions,
  type ChatCompletion,
  type ChatCompletionRequest,
} from 'colloquy'
import { chunksOf, scriptedBackend } from 'colloquy/testing'
import { scriptedModel } from '../support/scripted-model.ts'
import { tinyModel } from '../support/tiny-model.ts'
import { Asker } from './asker.ts'
import { consultation, spokenConsultation } from './consultation.ts'
import { recitation } from './recitation.ts'
import type { Trait } from './conformance-case.ts'

/** One way of having requests answered. */
export interface Target {
  readonly name: string
  readonly traits: readonly Trait[]
  open(): Promise<OpenTarget>
}

/** A target while the cases run. */
export interface OpenTarget {
  readonly asker: Asker
  readonly close: () => Promise<void>
}

const script: Target = {
  name: 'the scripted backend',
  traits: ['recites'],
  async open() {
    let answers = 0
    const backend = scriptedBackend((request) => {
      if (request.model !== 'scripted') throw unknownModel(request.model)
      return chunksOf(recital(`chatcmpl-${++answers}`), request.stream === true ? request : counted)
    })
    return { asker: new Asker(backend, 'scripted'), close: () => Promise.resolve() }
  },
}

/** Its weights are random, so it shows what sampling fields do; what it says makes no sense. */
const sampler = engine('the engine', ['generates', 'samples', 'validates'], () => tinyModel())

/** Its weights recite one text byte by byte, so what becomes of that text is known to the letter. */
const reciter = engine('the engine, reciting', ['generates', 'recites', 'validates'], () =>
  scriptedModel({ says: recitation, cut: 'bytes' }),
)

const callingScript: Target = {
  name: 'the scripted backend, calling',
  traits: ['calls'],
  async open() {
    let answers = 0
    const backend = scriptedBackend((request) => {
      if (request.model !== 'scripted') throw unknownModel(request.model)
      const answer = recital(`chatcmpl-${++answers}`)
      const calls = (request.tools ?? []).length > 0 && request.tool_choice !== 'none'
      return chunksOf(calls ? consultation(answer) : answer, request.stream === true ? request : counted)
    })
    return { asker: new Asker(backend, 'scripted'), close: () => Promise.resolve() }
  },
}

/** Its weights recite reasoning, words and calls where its chat template tells of tools, in the template's own marks. */
const caller = engine('the engine, calling', ['generates', 'calls', 'validates'], () =>
  scriptedModel({
    says: recitation,
    cues: { '<tools>': spokenConsultation },
    cut: 'bytes',
    userTokens: ['<think>', '</think>'],
  }),
)

const local = [script, sampler, reciter, callingScript, caller]

/** Every backend must do these things, and do them still at the far end of a server and a client. */
export const targets: readonly Target[] = [
  ...local,
  ...local.map(overHttp),
  ...local.map(overSocket),
  // The fleet: a client, a server, its pool of two, and behind each a server of its own.
  ...local.map((target) => overHttp(overPool(target))),
]

function engine(name: string, traits: readonly Trait[], model: () => Promise<string>): Target {
  return {
    name,
    traits,
    async open() {
      // One thread: two would wait for each other in a busy loop whenever another test has a core.
      const backend = await createEngine({ model: await model(), parallel: 4, threads: 1 })
      return { asker: new Asker(backend, backend.info.model), close: () => backend.close() }
    },
  }
}

/** The same target behind two servers, which a pool chooses from. */
function overPool(target: Target): Target {
  return {
    name: `a pool of two servers over ${target.name}`,
    traits: [...new Set<Trait>([...target.traits, 'validates'])],
    async open() {
      const { asker, close } = await target.open()
      const handler = createHandler(asker.backend)
      const pool = new UpstreamPool({
        upstreams: ['one', 'two'].map((name) => ({ baseURL: `http://${name}/v1` })),
        fetch: (input, init) => handler.fetch(new Request(input, init)),
      })
      const closeBoth = async (): Promise<void> => {
        await pool[Symbol.asyncDispose]()
        await close()
      }
      return { asker: new Asker(pool, asker.model), close: closeBoth }
    },
  }
}

/** The same target behind our server, asked by our client; no socket in between, but all of the wire's text. */
function overHttp(target: Target): Target {
  return {
    name: `the client over the server over ${target.name}`,
    traits: [...new Set<Trait>([...target.traits, 'validates'])],
    async open() {
      const { asker, close } = await target.open()
      const handler = createHandler(asker.backend)
      const fetch = (input: string | URL | Request, init?: RequestInit): Promise<Response> =>
        handler.fetch(new Request(input, init))
      return { asker: clientOf({ baseURL: 'http://localhost/v1', maxRetries: 0, fetch }, asker.model), close }
    },
  }
}

/** The same over a socket: a server in Node answers without the web's `Request` and `Response`, by code of its own. */
function overSocket(target: Target): Target {
  return {
    name: `the client over a socket of Node over ${target.name}`,
    traits: [...new Set<Trait>([...target.traits, 'validates'])],
    async open() {
      const { asker, close } = await target.open()
      const server = await serveNode(createHandler(asker.backend), { port: 0 })
      const closeBoth = async (): Promise<void> => {
        await server.close()
        await close()
      }
      return { asker: clientOf({ baseURL: `${server.url}/v1`, maxRetries: 0 }, asker.model), close: closeBoth }
    },
  }
}

function clientOf(options: ClientOptions, model: string): Asker {
  const client = new Colloquy(options)
  return new Asker(httpBackend(options), model, (request, signal) =>
    client.chat.createChatCompletion({ ...request, stream: false }, { signal }),
  )
}

function unknownModel(name: string): NotFoundError {
  return new NotFoundError(`There is no \`${name}\`.`, { code: 'model_not_found' })
}

const counted: Pick<ChatCompletionRequest, 'stream_options'> = { stream_options: { include_usage: true } }

function recital(id: string): ChatCompletion {
  const message = { role: 'assistant' as const, content: recitation, refusal: null }
  return {
    id,
    object: 'chat.completion',
    created: 1,
    model: 'scripted',
    choices: [{ index: 0, message, finish_reason: 'stop', logprobs: null }],
    usage: {
      prompt_tokens: 5,
      completion_tokens: 7,
      total_tokens: 12,
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0 },
    },
  }
}
