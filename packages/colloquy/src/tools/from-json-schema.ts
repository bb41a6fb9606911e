/** The type of the values a literal JSON Schema allows; `unknown` where it uses what is not read here, such as `$ref`. */
export type FromJsonSchema<Schema> = Schema extends { readonly const: infer Value }
  ? Value
  : Schema extends { readonly enum: readonly (infer Value)[] }
    ? Value
    : Schema extends { readonly anyOf: readonly (infer Branch)[] }
      ? FromJsonSchema<Branch>
      : Schema extends { readonly type: infer Type }
        ? OfType<Type extends readonly (infer Each)[] ? Each : Type, Schema>
        : unknown

type OfType<Type, Schema> = Type extends 'string'
  ? string
  : Type extends 'number' | 'integer'
    ? number
    : Type extends 'boolean'
      ? boolean
      : Type extends 'null'
        ? null
        : Type extends 'array'
          ? Schema extends { readonly items: infer Items }
            ? FromJsonSchema<Items>[]
            : unknown[]
          : Type extends 'object'
            ? Schema extends { readonly properties: infer Properties }
              ? ObjectOf<Properties, RequiredOf<Schema>>
              : Record<string, unknown>
            : unknown

type RequiredOf<Schema> = Schema extends { readonly required: readonly (infer Key)[] } ? Key : never

/** One flat type, so that editors show the members. */
type ObjectOf<Properties, Required> = {
  -readonly [Key in keyof Properties as Key extends Required ? Key : never]: FromJsonSchema<Properties[Key]>
} & {
  -readonly [Key in keyof Properties as Key extends Required ? never : Key]?: FromJsonSchema<Properties[Key]>
} extends infer Joined
  ? { [Key in keyof Joined]: Joined[Key] }
  : never
