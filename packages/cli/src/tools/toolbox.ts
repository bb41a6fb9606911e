/** The tools of a command line: loaded, asked about, run, and their calls shown. */
import type {
  ChatCompletion,
  ChatCompletionRequest,
  ChatCompletionRequestMessage,
  ChatCompletionTool,
} from 'colloquy/protocol'
import { type InlineTool, type RunnableTool, runTools } from 'colloquy/tools'
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandContext } from '../command-context.ts'
import { Keyboard } from '../editor/keyboard.ts'
import { printableLine } from '../terminal/printable.ts'
import { fitLine } from '../terminal/text-width.ts'
import { Approval, type ApprovalMode } from './approval.ts'
import { loadTools } from './load-tools.ts'
import { connectMcp, type McpServer } from './mcp-tools.ts'

/** The flags that decide about it. */
export interface ToolOptions {
  readonly tool: readonly string[] | undefined
  readonly mcp: readonly string[] | undefined
  readonly approve: ApprovalMode | undefined
  readonly 'max-turns': number | undefined
}

/** What a run needs from the one who asks. */
export interface ToolRunParts {
  /** Asks the model once and shows the answer. */
  complete(request: ChatCompletionRequest): Promise<ChatCompletion>
  /** Told of each outcome of a call as it joins the conversation. */
  onOutcome(message: ChatCompletionRequestMessage): void
  readonly signal: AbortSignal
}

/** Disposing ends the servers it started. */
export class Toolbox implements AsyncDisposable {
  readonly #context: CommandContext
  readonly #approval: Approval
  readonly #maxTurns: number
  readonly #servers: McpServer[] = []
  readonly #tools = new Map<string, RunnableTool | InlineTool>()

  constructor(options: ToolOptions, context: CommandContext, keyboard?: Keyboard) {
    this.#context = context
    this.#maxTurns = options['max-turns'] ?? 10
    let own = keyboard
    this.#approval = new Approval(
      options.approve ?? 'ask',
      context.stderr,
      () => (own ??= new Keyboard(context.io.stdin, context.io.clock, { raw: false })),
    )
  }

  /** The names of the tools, in the order they were added. */
  get names(): readonly string[] {
    return [...this.#tools.keys()]
  }

  /** The tools as a request offers them. */
  get definitions(): readonly ChatCompletionTool[] {
    return [...this.#tools.values()].map(({ function: { name = '', description, parameters } }) => ({
      type: 'function',
      function: {
        name,
        ...(description === undefined ? {} : { description }),
        // A schema that is code is written out by the run itself.
        ...(parameters === undefined || '~standard' in parameters ? {} : { parameters: { ...parameters } }),
      },
    }))
  }

  /** Adds the tools of a module. */
  async addFile(file: string): Promise<void> {
    this.#add(await loadTools(file), file)
  }

  /** Adds the tools of an MCP server. */
  async addServer(place: string): Promise<void> {
    const server = await connectMcp(place, this.#context.signal)
    this.#servers.push(server)
    this.#add(server.tools, place)
  }

  /** Lets the model call the tools until it has an answer. Without tools it is asked once. */
  async run(request: ChatCompletionRequest, parts: ToolRunParts): Promise<ChatCompletion> {
    if (this.#tools.size === 0) return parts.complete(request)
    const { signal } = parts
    const { stderr } = this.#context
    const { response_format: format, n: _, stream: __, ...asked } = request
    const tell = (line: string): void => stderr.paint(`${stderr.style('dim', printableLine(line))}\n`)
    const tellShort = (line: string): void => tell(stderr.isTTY ? fitLine(printableLine(line), stderr.columns) : line)
    const { completion, finished, steps } = await runTools(
      {
        async createChatCompletion({ stream: ___, ...next }) {
          // Stopped while a tool ran or was asked about: no further answer is begun.
          signal.throwIfAborted()
          return parts.complete({ ...next, stream: true, ...(format ? { response_format: format } : {}) })
        },
      },
      { ...asked, tools: [...this.#tools.values()] },
      {
        signal,
        maxSteps: this.#maxTurns,
        approve: (call) => {
          // In full, however long: nobody can agree to what is cut away.
          tell(`→ ${call.function.name} ${call.function.arguments}`)
          return this.#approval.of(call, signal)
        },
        onMessage: (message) => {
          if (message.role !== 'tool') return
          tellShort(`← ${typeof message.content === 'string' ? message.content : ''}`)
          parts.onOutcome(message)
        },
      },
    )
    // A call that was cut at the token limit ends it as well; that is told of every answer.
    if (!finished && steps >= this.#maxTurns) tell(`Stopped after ${this.#maxTurns} turns; --max-turns allows more.`)
    return completion
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#servers.map((server) => server[Symbol.asyncDispose]()))
  }

  #add(tools: readonly (RunnableTool | InlineTool)[], place: string): void {
    for (const tool of tools) {
      const name = tool.function.name ?? ''
      if (this.#tools.has(name)) {
        throw new UsageError(`There are two tools called ${name}; the second is from ${place}.`, {
          command: 'ask',
          advice: 'Leave one out: the model could not tell them apart.',
        })
      }
      this.#tools.set(name, tool)
    }
  }
}

/**
 * The toolbox of these flags, its tools loaded. Where nobody can be asked, `--approve auto` has to say that tools may
 * run; a file that is missing is told first, and no server is started in vain. Throws UsageError.
 */
export async function openToolbox(
  options: ToolOptions,
  context: CommandContext,
  keyboard?: Keyboard,
): Promise<Toolbox> {
  const toolbox = new Toolbox(options, context, keyboard)
  try {
    for (const file of options.tool ?? []) await toolbox.addFile(file)
    requireApproval(options, context)
    for (const place of options.mcp ?? []) await toolbox.addServer(place)
    return toolbox
  } catch (error) {
    await toolbox[Symbol.asyncDispose]()
    throw error
  }
}

function requireApproval({ tool, mcp, approve = 'ask' }: ToolOptions, { io, stderr }: CommandContext): void {
  const canAsk = io.stdin.isTTY === true && stderr.isTTY
  if (approve !== 'ask' || canAsk || (tool === undefined && mcp === undefined)) return
  throw new UsageError('Tools need approval, and nobody can be asked here.', {
    command: 'ask',
    advice: 'Use --approve auto to let them run, or --approve never.',
  })
}
