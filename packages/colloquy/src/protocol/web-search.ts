/** Lets the model search the web. */
export interface WebSearchOptions {
  /** Roughly where the user is. */
  user_location?: WebSearchUserLocation | null
  /** How much of the pages the model reads. Default `medium`. */
  search_context_size?: WebSearchContextSize | null
}

/** Roughly where the user is. */
export interface WebSearchUserLocation {
  /** Always `approximate`. */
  type: 'approximate'
  /** The place. */
  approximate: WebSearchLocation
}

/** A place, as closely as known. */
export interface WebSearchLocation {
  /** Two-letter ISO 3166-1 code, such as `DE`. */
  country?: string | null
  /** Region in words. */
  region?: string | null
  /** City in words. */
  city?: string | null
  /** IANA time zone, such as `Europe/Berlin`. */
  timezone?: string | null
}

/** How much of the found pages the model reads. */
export type WebSearchContextSize = 'low' | 'medium' | 'high' | (string & {})
