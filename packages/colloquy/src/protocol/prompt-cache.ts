/** Marks the exact end of a reusable prompt prefix. */
export interface PromptCacheBreakpointParam {
  /** Always `explicit`. */
  mode: 'explicit'
  /** How long the prefix is kept, where it differs from `prompt_cache_options.ttl`. */
  ttl?: PromptCacheTTLEnum | '12h' | null
}

/** How the prompt cache is used for one request. */
export interface PromptCacheOptionsParam {
  /** `implicit` (the default) lets the server choose one breakpoint; `explicit` uses only those in the messages. */
  mode?: PromptCacheModeEnum | null
  /** Least lifetime of each breakpoint this request writes. Default `30m`. */
  ttl?: PromptCacheTTLEnum | null
}

/** Who chooses the cache breakpoints: the server, or the request alone. */
export type PromptCacheModeEnum = 'implicit' | 'explicit' | (string & {})

/** Lifetime of a cached prompt prefix. */
export type PromptCacheTTLEnum = '30m' | (string & {})

/** How long prompt prefixes stay cached; replaced by `prompt_cache_options.ttl`. */
export type PromptCacheRetention = 'in_memory' | '24h' | (string & {})
