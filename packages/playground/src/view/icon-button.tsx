import type { JSX } from 'preact'

import { Icon, type IconName } from './icon.tsx'

interface IconButtonProps {
  readonly icon: IconName
  /** What it does; shown when the pointer rests on it, and read aloud. */
  readonly label: string
  readonly onClick: () => void
  /** For a switch: whether it is on. */
  readonly pressed?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly kind?: string | undefined
  /** Shown beside the drawing where the page is wide; a part of the label. */
  readonly word?: string | undefined
}

/** A button that is a drawing. */
export function IconButton({ icon, label, onClick, pressed, disabled, kind = '', word }: IconButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class={`icon-button ${kind} ${word === undefined ? '' : 'worded'}`}
      title={label}
      aria-label={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
      {word !== undefined && <span>{word}</span>}
    </button>
  )
}
