import type { CallDialect } from '../dialect.ts'
import { hermes } from './hermes.ts'

/**
 * For models that were never shown tools, or in a way the engine cannot read: our own instructions ask for the form of
 * Hermes, which more models have met in training than any other.
 */
export const generic: CallDialect = {
  name: 'generic',
  // One call at a time, as our instructions have it: small models that may go on calling never stop.
  calls: { ...hermes.calls, layout: { open: hermes.calls.layout.open, close: hermes.calls.layout.close } },
}
