/** Up to 16 pairs attached to a stored completion: keys up to 64 characters, values up to 512. */
export type Metadata = Readonly<Record<string, string>>
