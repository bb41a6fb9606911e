import type { GgufTensor } from './gguf-writer.ts'
import { seededRandom } from './seeded-random.ts'

/** What the weights of a scripted model are computed from; all texts as token ids. */
export interface Script {
  vocabularySize: number
  /** At most 4096: beyond, places close to one another no longer differ enough in attention. */
  contextLength: number
  endToken: number
  /** The control token that opens every message; the last one in the prompt is where counting starts. */
  trigger: number
  /** Replies, each from the trigger on; the first is said when no cue stands in the prompt. */
  replies: readonly (readonly number[])[]
  /** Cue token to the index of its reply. */
  cues: ReadonlyMap<number, number>
}

/** Width of the residual stream. */
export const scriptedWidth = 64
/** Attention heads: one looks for the trigger, one for a cue. */
export const scriptedHeads = 2
/** Epsilon of the norms. */
export const scriptedEpsilon = 1e-5

const headWidth = scriptedWidth / scriptedHeads

// Components of the residual stream. Each stands beside its negative, so that every vector has mean zero; the two
// `rest` components make all vectors equally long. Together they make the first norm the identity.
const high = 0
const low = 2
const isTrigger = 4
const isCue = 6
const startHigh = 8
const startLow = 10
const placeRest = 12
const tokenRest = 14
const one = 16
const code = 18

// Squared lengths of what a place and a token contribute, each counted once for a component and its negative.
const placeLength = 2
const tokenLength = 4

// A place is two digits: small whole numbers stay exact in the 16-bit floats of the key and value cache. The high
// digit is stored in units of 1/128 and the low one of 1/64, to stay below 1.
const base = 64
const highUnit = 128

/** How much a key's trigger flag weighs beside the flag's share of the query; keeps both within 16-bit floats. */
const flagUnit = 16
/** Sharpness of the ramps: on either side of zero the GELU is then a plain ramp. */
const steepness = 100
/** Logits per unit of agreement with a token's code. */
const gain = 4

/**
 * The weights of a one-layer GPT-2 that recites. One head finds the last trigger, the other the last cue; with the
 * token's own place (GPT-2 adds a vector for each) they tell how far along the line of all replies the text has come.
 * The feed-forward layer turns that number into the code of the next token: linear interpolation between whole
 * numbers, a ramp for each.
 */
export function scriptedWeights(script: Script): GgufTensor[] {
  const line = script.replies.flatMap((reply) => [...reply.slice(1), script.endToken])
  const ramps = scriptedHiddenWidth(script)
  const tokenCodes = randomCodes(script.vocabularySize)
  return [
    tensor('token_embd.weight', [scriptedWidth, script.vocabularySize], (data) => fillTokens(data, script)),
    tensor('position_embd.weight', [scriptedWidth, script.contextLength], fillPlaces),
    ...norm('blk.0.attn_norm', Math.sqrt((2 * (placeLength + tokenLength)) / scriptedWidth + scriptedEpsilon)),
    tensor('blk.0.attn_qkv.weight', [scriptedWidth, 3 * scriptedWidth], fillKeysAndValues),
    tensor('blk.0.attn_qkv.bias', [3 * scriptedWidth], (data) => fillQueries(data, script)),
    tensor('blk.0.attn_output.weight', [scriptedWidth, scriptedWidth], fillDistance),
    tensor('blk.0.attn_output.bias', [scriptedWidth], (data) => data.set([1, -1], one)),
    ...norm('blk.0.ffn_norm', 1),
    tensor('blk.0.ffn_up.weight', [scriptedWidth, ramps], fillRamps),
    tensor('blk.0.ffn_up.bias', [ramps]),
    tensor('blk.0.ffn_down.weight', [ramps, scriptedWidth], (data) => fillBends(data, line.map(tokenCodes))),
    tensor('blk.0.ffn_down.bias', [scriptedWidth]),
    ...norm('output_norm', 1),
    tensor('output.weight', [scriptedWidth, script.vocabularySize], (data) => fillCodes(data, tokenCodes)),
  ]
}

/** Width of the feed-forward layer: a ramp for each place in the line of replies, and the one that leads up to it. */
export function scriptedHiddenWidth(script: Script): number {
  return script.replies.flat().length + 1
}

function fillTokens(data: Float32Array, script: Script): void {
  const starts = script.replies.map((_, index) => script.replies.slice(0, index).flat().length)
  forEachRow(data, (row, token) => {
    const reply = script.cues.get(token)
    const start = (reply === undefined ? undefined : starts[reply]) ?? 0
    setPair(row, isTrigger, token === script.trigger ? 1 : 0)
    setPair(row, isCue, reply === undefined ? 0 : 1)
    setPair(row, startHigh, Math.floor(start / base) / highUnit)
    setPair(row, startLow, (start % base) / base)
    setPair(row, tokenRest, missingLength(row, tokenLength))
  })
}

function fillPlaces(data: Float32Array): void {
  forEachRow(data, (row, place) => {
    setPair(row, high, Math.floor(place / base) / highUnit)
    setPair(row, low, (place % base) / base)
    setPair(row, placeRest, missingLength(row, placeLength))
  })
}

/** Keys: the place, and the flag each head looks for. Values: the trigger's place, the start of the cue's reply. */
function fillKeysAndValues(data: Float32Array): void {
  const set = (row: number, component: number, value: number): void => {
    data[row * scriptedWidth + component] = value
  }
  for (const [head, flag] of [isTrigger, isCue].entries()) {
    const keys = scriptedWidth + head * headWidth
    set(keys, high, highUnit)
    set(keys + 1, low, base)
    set(keys + 2, flag, flagUnit)
    const values = 2 * scriptedWidth + head * headWidth
    set(values, head === 0 ? high : startHigh, highUnit)
    set(values + 1, head === 0 ? low : startLow, base)
  }
}

/** Every token asks the same: the flag above all, then the latest place. */
function fillQueries(data: Float32Array, { contextLength }: Script): void {
  const byPlace = Math.min(4, 4096 / contextLength)
  const byFlag = 4500
  for (let head = 0; head < scriptedHeads; head++) {
    const query = [base * byPlace, byPlace, byFlag / flagUnit].map((weight) => weight * Math.sqrt(headWidth))
    data.set(query, head * headWidth)
  }
}

/** Turns the token's place into its place in the line: less the trigger's, plus the start of the reply. */
function fillDistance(data: Float32Array): void {
  for (const [component, digit, unit] of [
    [high, 0, highUnit],
    [low, 1, base],
  ] as const) {
    for (const [row, sign] of [
      [component, 1],
      [component + 1, -1],
    ] as const) {
      data[row * scriptedWidth + digit] = -sign / unit
      data[row * scriptedWidth + headWidth + digit] = sign / unit
    }
  }
}

/** Ramp `n` rises from place `n - 1` on. Without biases, so that the norm before scales all ramps alike. */
function fillRamps(data: Float32Array): void {
  forEachRow(data, (row, ramp) => {
    row[high] = steepness * base * highUnit
    row[low] = steepness * base
    row[one] = -steepness * (ramp - 1)
  })
}

/** How much the interpolation changes its slope at each ramp, for each component of the codes. */
function fillBends(data: Float32Array, line: readonly (readonly number[])[]): void {
  const ramps = line.length + 1
  const at = (place: number, component: number): number => line[Math.min(place, line.length - 1)]?.[component] ?? 0
  for (let component = 0; component < scriptedWidth - code; component++) {
    for (let ramp = 0; ramp < ramps; ramp++) {
      const [before, here, after] = [at(ramp - 2, component), at(ramp - 1, component), at(ramp, component)]
      data[(code + component) * ramps + ramp] = after - 2 * here + before
    }
  }
}

function fillCodes(data: Float32Array, tokenCodes: (token: number) => readonly number[]): void {
  forEachRow(data, (row, token) => {
    row.set(
      tokenCodes(token).map((value) => gain * value),
      code,
    )
  })
}

/** A code of equally many +1 and -1 for each token: 46 components keep 1000 tokens well apart. */
function randomCodes(vocabularySize: number): (token: number) => readonly number[] {
  const random = seededRandom(1)
  const half = (scriptedWidth - code) / 2
  const all = Array.from({ length: vocabularySize }, () => {
    const signs = Array.from({ length: 2 * half }, (_, index) => ({
      sign: index < half ? 1 : -1,
      at: random.uniform(),
    }))
    return signs.toSorted((a, b) => a.at - b.at).map(({ sign }) => sign)
  })
  return (token) => all[token] ?? []
}

function tensor(name: string, shape: readonly number[], fill?: (data: Float32Array) => void): GgufTensor {
  const data = new Float32Array(shape.reduce((product, side) => product * side, 1))
  fill?.(data)
  return { name, shape, data }
}

function norm(name: string, weight: number): GgufTensor[] {
  const shape = [scriptedWidth]
  return [tensor(`${name}.weight`, shape, (data) => data.fill(weight)), tensor(`${name}.bias`, shape)]
}

function forEachRow(data: Float32Array, visit: (row: Float32Array, index: number) => void): void {
  for (let index = 0; index * scriptedWidth < data.length; index++) {
    visit(data.subarray(index * scriptedWidth, (index + 1) * scriptedWidth), index)
  }
}

function setPair(row: Float32Array, component: number, value: number): void {
  row.set([value, -value], component)
}

function missingLength(row: Float32Array, squaredLength: number): number {
  return Math.sqrt(squaredLength - row.reduce((sum, value) => sum + value ** 2, 0) / 2)
}
