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
import { Keeper } from '../conversation/keeper.ts'
import { knownConversation } from '../conversation/known-conversation.ts'
import { addNode, pathTo, shownPath, type MessageNode } from '../conversation/message-tree.ts'
import { defaultSettings, type Settings } from '../settings/settings.ts'
import type { Starter } from '../settings/starters.ts'
import { Store } from './store.ts'

/** What the page shows. */
export interface PlaygroundState {
  readonly conversations: readonly Conversation[]
  readonly currentId: string
  /** Ids of the models the server has; undefined until it has told. */
  readonly models: readonly string[] | undefined
  /** Why the server does not tell its models. */
  readonly modelsFailure: AnswerFailure | undefined
  /** What could not be kept, or not be read; undefined when all is well. */
  readonly storageFailure: string | undefined
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
  /** What went over the wire in this visit, by the id of the answer's node. */
  readonly exchanges = new Map<string, Exchange>()
  // By model, as the server's list tells them.
  readonly #contextSizes = new Map<string, number>()
  readonly #storage: ConversationStore
  readonly #keeper: Keeper
  readonly #baseURL: string

  constructor(storage: ConversationStore, baseURL: string) {
    this.#storage = storage
    this.#keeper = new Keeper(storage, (outcome) => this.#report(outcome))
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
  }

  /** Reads what was kept. */
  async load(): Promise<void> {
    try {
      const kept = await this.#storage.all()
      this.state.set({ conversations: [...this.state.value.conversations, ...kept] })
    } catch (error) {
      this.state.set({ storageFailure: `Earlier conversations cannot be read: ${String(error)}` })
    }
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

  // A property: it is handed on.
  readonly open = (id: string): void => this.state.set({ currentId: id })

  /** Begins a conversation with the settings of the one that is shown. */
  begin(): void {
    const { conversations, currentId } = this.state.value
    const current = conversations.find(({ id }) => id === currentId)
    if (current?.lanes.every(({ tree }) => tree.nodes.length === 0) === true) return
    this.add([newConversation(current?.lanes[0]?.settings)])
  }

  /** Adds conversations and shows the first of them. */
  add(added: readonly Conversation[]): void {
    const [first] = added
    if (first === undefined) return
    this.state.set({ conversations: [...added, ...this.state.value.conversations], currentId: first.id })
    for (const conversation of added) if (!isEmpty(conversation)) this.#keeper.keep(conversation)
  }

  /** Adds what was read from a file and is not here yet, and shows the first of it. Tells how many were here already. */
  bringIn(read: readonly Conversation[]): number {
    const here = this.state.value.conversations.filter((each) => !isEmpty(each))
    const known = read.map((each) => knownConversation(each, here))
    this.add(read.filter((_, index) => known[index] === undefined))
    const [first] = known
    if (first !== undefined && known.every((each) => each !== undefined)) this.open(first.id)
    return known.filter((each) => each !== undefined).length
  }

  remove(id: string): void {
    for (const { tree } of this.#conversation(id)?.lanes ?? []) {
      for (const node of tree.nodes) this.state.value.running.get(node.id)?.stop()
    }
    const left = this.state.value.conversations.filter((each) => each.id !== id)
    const conversations = left.length === 0 ? [newConversation()] : left
    const { currentId } = this.state.value
    this.state.set({ conversations, currentId: currentId === id ? (conversations[0]?.id ?? '') : currentId })
    this.#keeper.remove(id)
  }

  rename(id: string, title: string): void {
    this.#change(id, (conversation) => ({ ...conversation, title: title.trim() === '' ? undefined : title.trim() }))
  }

  /** Puts a second lane beside the first, or takes it away: what was said in it becomes a conversation of its own. */
  compare(id: string, on: boolean): void {
    const [lane, other] = this.#conversation(id)?.lanes ?? []
    if (lane === undefined || on === (other !== undefined)) return
    this.#change(id, (conversation) => ({ ...conversation, lanes: on ? [lane, { ...lane, id: newId() }] : [lane] }))
    if (other === undefined || other.tree.nodes.every((node) => lane.tree.nodes.includes(node))) return
    this.add([{ ...newConversation(other.settings), lanes: [other] }])
    this.open(id)
  }

  /** Begins a conversation with a question that shows what the page can do, and with the settings it needs alone. */
  tryOut(id: string, { text, lanes }: Starter): void {
    this.compare(id, lanes.length > 1)
    this.showTokens(lanes.some(({ fields }) => fields?.['logprobs'] === true))
    for (const [index, { id: laneId, settings }] of (this.#conversation(id)?.lanes ?? []).entries()) {
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
    this.#change(id, (each) => withLane(each, laneId, changed), { typing: true })
  }

  changeLane(id: string, laneId: string, change: (lane: Lane) => Lane): void {
    this.#change(id, (conversation) => withLane(conversation, laneId, change))
  }

  /** Says something in every lane, and asks for the answers. */
  say(id: string, messages: readonly ChatCompletionRequestMessage[]): void {
    for (const lane of this.#conversation(id)?.lanes ?? []) {
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
    const lane = this.#conversation(id)?.lanes.find((each) => each.id === laneId)
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
    const conversation = this.#conversation(id)
    if (conversation === undefined || live.first === undefined) return
    const record = recordSoFar(live)
    const soFar = (lane: Lane): Lane => ({ ...lane, tree: answeredTree(lane.tree, node, record, live.begun) })
    this.#keeper.keep(withLane(conversation, laneId, soFar))
  }

  /** Keeps what was typed last, without waiting for the typing to rest. */
  flush(): void {
    this.#keeper.flush()
  }

  /** Stops every answer that is being given; what came is kept. */
  stop(): void {
    for (const live of this.state.value.running.values()) live.stop()
  }

  /** Whom the page asks, with the key typed in. */
  get endpoint(): Endpoint {
    return { baseURL: this.#baseURL, apiKey: this.state.value.apiKey }
  }

  #conversation(id: string): Conversation | undefined {
    return this.state.value.conversations.find((each) => each.id === id)
  }

  #setRunning(nodeId: string, live: LiveAnswer | undefined): void {
    const running = new Map(this.state.value.running)
    if (live === undefined) running.delete(nodeId)
    else running.set(nodeId, live)
    this.state.set({ running })
  }

  #change(id: string, change: (conversation: Conversation) => Conversation, { typing = false } = {}): void {
    const conversations = this.state.value.conversations.map((each) =>
      each.id === id ? { ...change(each), updated: Date.now() } : each,
    )
    this.state.set({ conversations })
    const changed = conversations.find((each) => each.id === id)
    if (changed === undefined || isEmpty(changed)) return
    if (typing) this.#keeper.keepSoon(changed)
    else this.#keeper.keep(changed)
  }

  #report(storing: Promise<void>): void {
    storing.then(
      () => this.state.value.storageFailure !== undefined && this.state.set({ storageFailure: undefined }),
      (error: unknown) => this.state.set({ storageFailure: `This conversation is not kept: ${String(error)}` }),
    )
  }
}

function withLane(conversation: Conversation, laneId: string, change: (lane: Lane) => Lane): Conversation {
  return {
    ...conversation,
    lanes: conversation.lanes.map((lane) => (lane.id === laneId ? change(lane) : lane)),
  }
}

// A conversation in which nothing was said is not worth a row in the list of the next visit.
function isEmpty({ lanes }: Conversation): boolean {
  return lanes.every(({ tree }) => tree.nodes.length === 0)
}
