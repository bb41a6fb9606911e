import type { JSX } from 'preact'

import { Icon, type IconName } from './icon.tsx'

interface IconButtonProps {
  readonly icon: IconName
  /** What it does; shown when the pointer rests on it, and read aloud. */
  readonly label: string
  readonly onClick: () => void
  /** For a switch: whether it is on. */
  readonly pressed?: boolean | undefined
  /** For a door: whether what is behind it is shown. */
  readonly expanded?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly kind?: string | undefined
  /** Shown beside the drawing where the page is wide; a part of the label. */
  readonly word?: string | undefined
}

/** A button that is a drawing. */
export function IconButton(props: IconButtonProps): JSX.Element {
  const { icon, label, onClick, pressed, expanded, disabled, kind = '', word } = props
  return (
    <button
      type="button"
      class={`icon-button ${kind} ${word === undefined ? '' : 'worded'}`}
      title={label}
      aria-label={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
      {word !== undefined && <span>{word}</span>}
    </button>
  )
}
