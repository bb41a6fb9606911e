/** What tells one lane from the one beside it: A, B. */
export function laneName(index: number): string {
  return 'AB'.charAt(index)
}
