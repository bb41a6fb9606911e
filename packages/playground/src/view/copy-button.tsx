import type { JSX } from 'preact'

import { IconButton } from './icon-button.tsx'
import { useCopy } from './use-copy.ts'

interface CopyButtonProps {
  /** What the button says it does. */
  readonly label: string
  /** What it copies; undefined where there is nothing. */
  readonly text: string | undefined
}

/** Copies a text, and says so. */
export function CopyButton({ label, text }: CopyButtonProps): JSX.Element {
  const [outcome, copy] = useCopy()
  const said = { copied: 'Copied', failed: 'This browser does not let the page copy' }
  return (
    <>
      <IconButton
        icon={outcome === 'copied' ? 'check' : 'copy'}
        label={outcome === undefined ? label : said[outcome]}
        disabled={text === undefined}
        onClick={() => text !== undefined && copy(text)}
      />
      <span class="visually-hidden" role="status">
        {outcome !== undefined && said[outcome]}
      </span>
    </>
  )
}
