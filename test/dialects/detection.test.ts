import { describe, expect, test } from 'vitest'

import { dialectOf } from '../../packages/engine/src/dialects/dialect-of.ts'
import { readTemplates, templatesDirectory } from '../templates/templates-directory.ts'

// Dialect, and the opening mark of its reasoning; what is not named here is told of tools in our own words.
const known: Readonly<Record<string, readonly [dialect: string, opening?: string]>> = {
  'Apriel-1.6-15b-Thinker-fixed': ['json-list'],
  'Bielik-11B-v3.0-Instruct': ['hermes', '<think>'],
  'ByteDance-Seed-OSS': ['tagged-parameters', '<seed:think>'],
  Cohere2MoE: ['command-r', '<|START_THINKING|>'],
  'CohereForAI-c4ai-command-r7b-12-2024-tool_use': ['command-r', '<|START_THINKING|>'],
  'GLM-4.6': ['tagged-parameters', '<think>'],
  'GLM-4.7-Flash': ['tagged-parameters', '<think>'],
  'Kimi-K2-Instruct': ['kimi'],
  'Kimi-K2-Thinking': ['kimi', '<think>'],
  'LFM2-8B-A1B': ['pythonic'],
  'LFM2.5-8B-A1B': ['pythonic', '<think>'],
  'MiMo-VL': ['hermes'],
  'MiniMax-M1': ['json-list'],
  'Mistral-Small-3.2-24B-Instruct-2506': ['mistral'],
  'NVIDIA-Nemotron-3-Nano-30B-A3B-BF16': ['tagged-parameters', '<think>'],
  'NVIDIA-Nemotron-Nano-v2': ['json-list', '<think>'],
  'NousResearch-Hermes-2-Pro-Llama-3-8B-tool_use': ['hermes'],
  'NousResearch-Hermes-3-Llama-3.1-8B-tool_use': ['hermes'],
  'Qwen-QwQ-32B': ['hermes', '<think>'],
  'Qwen-Qwen2.5-7B-Instruct': ['hermes'],
  'Qwen-Qwen3-0.6B': ['hermes', '<think>'],
  'Qwen3-Coder': ['tagged-parameters'],
  'Qwen3.5-4B': ['tagged-parameters', '<think>'],
  'Reka-Edge': ['hermes', '<think>'],
  'Spark2.5': ['tagged-parameters', '<think>'],
  'StepFun3.5-Flash': ['tagged-parameters', '<think>'],
  'google-gemma-4-31B-it': ['gemma', '<|channel>thought'],
  'google-gemma-4-31B-it-interleaved': ['gemma', '<|channel>thought'],
  'ibm-granite-granite-3.3-2B-Instruct': ['json-list', '<think>'],
  'ibm-granite-granite-4.0': ['hermes'],
  'ibm-granite-granite-4.1': ['hermes'],
  'inclusionai-ling-3.0-flash': ['tagged-parameters', '<think>'],
  'llama-cpp-deepseek-r1': ['deepseek', '<think>'],
  'meetkai-functionary-medium-v3.1': ['functionary'],
  'meetkai-functionary-medium-v3.2': ['functionary'],
  'meta-llama-Llama-3.1-8B-Instruct': ['llama-json'],
  'meta-llama-Llama-3.2-3B-Instruct': ['llama-json'],
  'meta-llama-Llama-3.3-70B-Instruct': ['llama-json'],
  'mistralai-Ministral-3-14B-Reasoning-2512': ['mistral', '[THINK]'],
  'mistralai-Mistral-Nemo-Instruct-2407': ['mistral'],
  'moonshotai-Kimi-K2': ['kimi'],
  'openai-gpt-oss-120b': ['harmony', '<|channel|>analysis<|message|>'],
  'poolside-Laguna-S-2.1': ['tagged-parameters', '<think>'],
  'poolside-Laguna-XS-2.1': ['tagged-parameters', '<think>'],
  'poolside-Laguna-XS.2': ['tagged-parameters', '<think>'],
  'unsloth-Apriel-1.5': ['json-list'],
  'unsloth-mistral-Devstral-Small-2507': ['mistral'],
}

const templates = readTemplates()

describe.skipIf(templates.size === 0)(`the dialect of a published template in ${templatesDirectory}`, () => {
  test.each([...templates])('is found for %s', (name, source) => {
    const dialect = dialectOf(source)
    const [expected, opening] = known[name] ?? ['generic']
    expect([dialect.name, dialect.toolPrompt]).toEqual([expected, expected === 'generic' ? 'instructions' : 'template'])
    if (opening !== undefined) expect(dialect.reasoning.map(({ open }) => open.text)).toEqual([opening])
  })
})
