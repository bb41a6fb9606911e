import type { Job } from './job.ts'
import { planStep, type StepLimits, type StepPlan } from './plan-step.ts'
import { planTurn } from './plan-turn.ts'
import { PromptBudget } from './prompt-budget.ts'

/** Decides what each step evaluates. */
export interface StepPlanner {
  /** Prompts are evaluated in parts of this many tokens, and only whole parts may be reused. 1 means any part may. */
  readonly grain: number
  plan(running: readonly Job[]): StepPlan
  /** Notes how long the pass with this many prompt tokens took. */
  record(promptTokens: number, milliseconds: number): void
}

/** Evaluates all running answers in each step, and slices of prompts after them. */
export class BatchPlanner implements StepPlanner {
  readonly grain = 1
  readonly #limits: StepLimits
  readonly #budget: PromptBudget
  #turn = 0

  constructor({ batchSize, contextSize }: Omit<StepLimits, 'promptBudget'>) {
    this.#budget = new PromptBudget(batchSize)
    this.#limits = { batchSize, contextSize, promptBudget: (streaming) => this.#budget.next(streaming) }
  }

  plan(running: readonly Job[]): StepPlan {
    const plan = planStep(running, this.#limits, this.#turn)
    if (plan.prompts.length > 0) this.#turn++
    return plan
  }

  record(promptTokens: number, milliseconds: number): void {
    this.#budget.record(promptTokens, milliseconds)
  }
}

// Smaller parts of prompts would take longer to evaluate, larger ones lose more of what two prompts share.
const largestPart = 128

/** Evaluates one answer in each step, in turns: its numbers then depend on nobody else. */
export class TurnPlanner implements StepPlanner {
  readonly grain: number
  readonly #contextSize: number
  #lastTurn = -1

  constructor({ batchSize, contextSize }: Omit<StepLimits, 'promptBudget'>) {
    this.grain = Math.min(largestPart, batchSize)
    this.#contextSize = contextSize
  }

  plan(running: readonly Job[]): StepPlan {
    const plan = planTurn(running, this.#lastTurn, { batchSize: this.grain, contextSize: this.#contextSize })
    this.#lastTurn = [...plan.answers, ...plan.prompts][0]?.sequence ?? -1
    return plan
  }

  record(): void {
    // What it evaluates must not depend on how fast it was.
  }
}
