/** A text with characters of one to four bytes, some of which are one sign only together; it has no stop strings. */
export const recitation = 'Grüß Gott, 世界! Здравствуй 👩‍👩‍👧 naïve "quotes" \\ {braces}\n\ttab. Ende'
