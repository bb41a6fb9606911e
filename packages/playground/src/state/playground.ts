import type { ChatCompletionRequestMessage } from 'colloquy'

import { answeredTree } from '../ask/answered-tree.ts'
import type { AnswerFailure } from '../ask/answer-record.ts'
import { ask, failureOf, recordSoFar } from '../ask/ask.ts'
import { asMessage, askingToGoOn, begunBy, type BegunAnswer } from '../ask/begun-answer.ts'
import { endpointClient, type Endpoint } from '../ask/endpoint-client.ts'
import { LiveAnswer } from '../ask/live-answer.ts'
import { messagesOf } from '../ask/messages-of.ts'
import { requestOf } from '../ask/request-of.ts'
import type { Exchange } from '../ask/exchange.ts'
import { newConversation, newId, type Conversation, type Lane } from '../conversation/conversation.ts'
import type { ConversationStore } from '../conversation/conversation-store.ts'
import { addNode, pathTo, shownPath, type MessageNode } from '../conversation/message-tree.ts'
import { defaultSettings, type Settings } from '../settings/settings.ts'
import type { Starter } from '../settings/starters.ts'
import { KeptConversations, type ConversationsState } from './kept-conversations.ts'
import { Store } from './store.ts'

/** What the page shows. */
export interface PlaygroundState extends ConversationsState {
  /** Ids of the models the server has; undefined until it has told. */
  readonly models: readonly string[] | undefined
  /** Why the server does not tell its models. */
  readonly modelsFailure: AnswerFailure | undefined
  /** The server's key, for this visit only. */
  readonly apiKey: string
  /** Whether an answer with probabilities opens with them: as the last one was left. */
  readonly tokensShown: boolean
  /** Answers that are being given, by the id of their node. */
  readonly running: ReadonlyMap<string, LiveAnswer>
}

/** What a person can do here. Each action changes the state and keeps what it changed. */
export class Playground {
  readonly state: Store<PlaygroundState>
  readonly conversations: KeptConversations
  /** What went over the wire in this visit, by the id of the answer's node. */
  readonly exchanges = new Map<string, Exchange>()
  // By model, as the server's list tells them.
  readonly #contextSizes = new Map<string, number>()
  readonly #baseURL: string

  constructor(storage: ConversationStore, baseURL: string) {
    this.#baseURL = baseURL
    const conversation = newConversation()
    this.state = new Store<PlaygroundState>({
      conversations: [conversation],
      currentId: conversation.id,
      models: undefined,
      modelsFailure: undefined,
      storageFailure: undefined,
      apiKey: '',
      tokensShown: false,
      running: new Map(),
    })
    this.conversations = new KeptConversations(this.state, storage)
  }

  /** Asks the server for its models. */
  async loadModels(): Promise<void> {
    try {
      const models = await endpointClient(this.endpoint, { maxRetries: 1 }).models.list()
      for (const { id, max_model_len: size } of models) if (size) this.#contextSizes.set(id, size)
      this.state.set({ models: models.map(({ id }) => id), modelsFailure: undefined })
    } catch (error) {
      this.state.set({ models: [], modelsFailure: failureOf(error) })
    }
  }

  setApiKey(apiKey: string): void {
    this.state.set({ apiKey })
  }

  /** Takes a conversation away, and stops the answers that are being given in it. */
  remove(id: string): void {
    for (const { tree } of this.conversations.find(id)?.lanes ?? []) {
      for (const node of tree.nodes) this.state.value.running.get(node.id)?.stop()
    }
    this.conversations.remove(id)
  }

  /** Begins a conversation with a question that shows what the page can do, and with the settings it needs alone. */
  tryOut(id: string, { text, lanes }: Starter): void {
    this.conversations.compare(id, lanes.length > 1)
    this.showTokens(lanes.some(({ fields }) => fields?.['logprobs'] === true))
    for (const [index, { id: laneId, settings }] of (this.conversations.find(id)?.lanes ?? []).entries()) {
      this.changeSettings(id, laneId, { ...defaultSettings, model: settings.model, ...lanes[index] })
    }
    this.say(id, [{ role: 'user', content: text }])
  }

  /** Has the next answers open with their probabilities, or not. */
  showTokens(tokensShown: boolean): void {
    this.state.set({ tokensShown })
  }

  /** Changes what a lane asks with. It is kept when no further change follows for a moment. */
  changeSettings(id: string, laneId: string, change: Partial<Settings>): void {
    const changed = (lane: Lane): Lane => ({ ...lane, settings: { ...lane.settings, ...change } })
    this.conversations.change(id, (each) => withLane(each, laneId, changed), { typing: true })
  }

  changeLane(id: string, laneId: string, change: (lane: Lane) => Lane): void {
    this.conversations.change(id, (conversation) => withLane(conversation, laneId, change))
  }

  /** Says something in every lane, and asks for the answers. */
  say(id: string, messages: readonly ChatCompletionRequestMessage[]): void {
    for (const lane of this.conversations.find(id)?.lanes ?? []) {
      this.sayAfter(id, lane.id, shownPath(lane.tree).at(-1)?.id, messages)
    }
  }

  /** Says something after a message of one lane, and asks for the answer. */
  sayAfter(
    id: string,
    laneId: string,
    parent: string | undefined,
    messages: readonly ChatCompletionRequestMessage[],
  ): void {
    let last = parent
    for (const message of messages) {
      const node: MessageNode = { id: newId(), parent: last, message }
      this.changeLane(id, laneId, (lane) => ({ ...lane, tree: addNode(lane.tree, node) }))
      last = node.id
    }
    void this.answer(id, laneId, last)
  }

  /** Asks for an answer to a message; answers that are there stay beside it. */
  async answer(id: string, laneId: string, parent: string | undefined): Promise<void> {
    await this.#answerIn(id, laneId, this.#newAnswer(id, laneId, parent, { role: 'assistant', content: '' }))
  }

  /** Has an answer go on from where it stopped. */
  async goOn(id: string, laneId: string, node: MessageNode): Promise<void> {
    await this.#answerIn(id, laneId, node, begunBy(node))
  }

  /** Has another version of an answer go on from this beginning. */
  async goOnBeside(id: string, laneId: string, beside: MessageNode, begun: BegunAnswer): Promise<void> {
    await this.#answerIn(id, laneId, this.#newAnswer(id, laneId, beside.parent, asMessage(begun)), begun)
  }

  #newAnswer(id: string, laneId: string, parent: string | undefined, message: MessageNode['message']): MessageNode {
    const node: MessageNode = { id: newId(), parent, message }
    this.changeLane(id, laneId, (lane) => ({ ...lane, tree: addNode(lane.tree, node) }))
    return node
  }

  async #answerIn(id: string, laneId: string, node: MessageNode, begun?: BegunAnswer): Promise<void> {
    const lane = this.conversations.find(id)?.lanes.find((each) => each.id === laneId)
    if (lane === undefined) return
    const model = lane.settings.model || (this.state.value.models?.[0] ?? '')
    const request = requestOf({ ...lane.settings, model }, messagesOf(pathTo(lane.tree, node.parent)))
    const live = new LiveAnswer(begun === undefined ? request : askingToGoOn(request, begun), begun)
    this.#setRunning(node.id, live)
    this.exchanges.set(node.id, live)
    const keeping = setInterval(() => this.#keepSoFar(id, laneId, node, live), 1000)

    const record = { ...(await ask(this.endpoint, live)), contextSize: this.#contextSizes.get(model) }
    clearInterval(keeping)
    this.#setRunning(node.id, undefined)
    this.changeLane(id, laneId, (each) => ({ ...each, tree: answeredTree(each.tree, node, record, begun) }))
    // The server wants a key since, or is there again.
    const isWell = this.state.value.modelsFailure === undefined
    if (record.failure?.status === 401 || (record.outcome === 'complete' && !isWell)) await this.loadModels()
  }

  /** Keeps what was said until now: a page that is closed in the middle of an answer loses no more than a second of it. */
  #keepSoFar(id: string, laneId: string, node: MessageNode, live: LiveAnswer): void {
    const conversation = this.conversations.find(id)
    if (conversation === undefined || live.first === undefined) return
    const record = recordSoFar(live)
    const soFar = (lane: Lane): Lane => ({ ...lane, tree: answeredTree(lane.tree, node, record, live.begun) })
    this.conversations.keepSoFar(withLane(conversation, laneId, soFar))
  }

  /** Stops every answer that is being given; what came is kept. */
  stop(): void {
    for (const live of this.state.value.running.values()) live.stop()
  }

  /** Whom the page asks, with the key typed in. */
  get endpoint(): Endpoint {
    return { baseURL: this.#baseURL, apiKey: this.state.value.apiKey }
  }

  #setRunning(nodeId: string, live: LiveAnswer | undefined): void {
    const running = new Map(this.state.value.running)
    if (live === undefined) running.delete(nodeId)
    else running.set(nodeId, live)
    this.state.set({ running })
  }
}

function withLane(conversation: Conversation, laneId: string, change: (lane: Lane) => Lane): Conversation {
  return {
    ...conversation,
    lanes: conversation.lanes.map((lane) => (lane.id === laneId ? change(lane) : lane)),
  }
}
