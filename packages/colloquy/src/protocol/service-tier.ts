/** How a request is served: speed, price and queue. `auto` takes the project's setting. */
export type ServiceTier = 'auto' | 'default' | 'flex' | 'scale' | 'priority' | 'fast' | (string & {})
