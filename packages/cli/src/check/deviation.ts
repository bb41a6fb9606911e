/** The server does something else. */
export class Deviation extends Error {
  override readonly name = 'Deviation'
}

/** This server cannot be asked about this point; the message says why. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable'
}

/** Throws Deviation unless the condition holds. */
export function expectThat(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Deviation(otherwise)
}
