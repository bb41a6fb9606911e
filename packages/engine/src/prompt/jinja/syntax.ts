/** An expression of a template. */
export type Expression =
  | { readonly type: 'constant'; readonly value: string | boolean | null }
  | { readonly type: 'number'; readonly value: number; readonly float: boolean }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'list' | 'tuple'; readonly items: readonly Expression[] }
  | { readonly type: 'dict'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly type: 'attribute'; readonly target: Expression; readonly name: string }
  | { readonly type: 'item'; readonly target: Expression; readonly key: Expression }
  | {
      readonly type: 'slice'
      readonly target: Expression
      readonly start: Expression | undefined
      readonly stop: Expression | undefined
      readonly step: Expression | undefined
    }
  | { readonly type: 'call'; readonly target: Expression; readonly args: CallArguments }
  | { readonly type: 'filter'; readonly name: string; readonly target: Expression; readonly args: CallArguments }
  | { readonly type: 'test'; readonly name: string; readonly target: Expression; readonly args: CallArguments }
  | { readonly type: 'unary'; readonly operator: '-' | '+' | 'not'; readonly operand: Expression }
  | {
      readonly type: 'binary'
      readonly operator: BinaryOperator
      readonly left: Expression
      readonly right: Expression
    }
  | { readonly type: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'concat'; readonly parts: readonly Expression[] }
  | { readonly type: 'compare'; readonly first: Expression; readonly rest: readonly Comparison[] }
  | {
      readonly type: 'condition'
      readonly test: Expression
      readonly chosen: Expression
      readonly otherwise: Expression | undefined
    }

/** Arithmetic of two operands. */
export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**'

/** How two values are compared. */
export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in'

/** One link of a chain such as `a < b <= c`. */
export interface Comparison {
  readonly operator: ComparisonOperator
  readonly operand: Expression
}

/** Arguments of a call, a filter or a test, in the order Python evaluates them. */
export interface CallArguments {
  readonly positional: readonly Expression[]
  readonly keywords: readonly (readonly [string, Expression])[]
  /** `*list` */
  readonly spread?: Expression
  /** `**mapping` */
  readonly keywordSpread?: Expression
}

/** What a `set` or a `for` assigns to. */
export type Target =
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'member'; readonly name: string; readonly attribute: string }
  | { readonly type: 'unpack'; readonly targets: readonly Target[] }

/** A parameter of a macro. */
export interface Parameter {
  readonly name: string
  readonly fallback: Expression | undefined
}

/** A statement of a template, text included. */
export type Statement =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'print'; readonly expression: Expression }
  | { readonly type: 'if'; readonly branches: readonly Branch[]; readonly otherwise: Block }
  | {
      readonly type: 'for'
      readonly target: Target
      readonly iterable: Expression
      readonly condition: Expression | undefined
      readonly recursive: boolean
      readonly body: Block
      readonly otherwise: Block
    }
  | { readonly type: 'set'; readonly target: Target; readonly value: Expression }
  | {
      readonly type: 'set-block'
      readonly target: Target
      readonly filters: readonly FilterStep[]
      readonly body: Block
    }
  | { readonly type: 'macro'; readonly name: string; readonly parameters: readonly Parameter[]; readonly body: Block }
  | {
      readonly type: 'call-block'
      readonly parameters: readonly Parameter[]
      readonly call: Expression
      readonly body: Block
    }
  | { readonly type: 'filter-block'; readonly filters: readonly FilterStep[]; readonly body: Block }
  | { readonly type: 'with'; readonly bindings: readonly (readonly [Target, Expression])[]; readonly body: Block }
  | { readonly type: 'scope'; readonly body: Block }
  | { readonly type: 'break' | 'continue' }

/** Statements in order. */
export type Block = readonly Statement[]

/** One arm of an `if`. */
export interface Branch {
  readonly test: Expression
  readonly body: Block
}

/** A filter applied to a captured block. */
export interface FilterStep {
  readonly name: string
  readonly args: CallArguments
}
