import type { ReactNode } from 'react'

/* Icons of controls. They always stand beside a word or carry a label. */
const icon = (size: number, children: ReactNode) =>
  <svg width={size} height={size} viewBox={`0 0 ${size} ${size}`} aria-hidden="true">{children}</svg>

export const PlayIcon = () => icon(14, <path d="M3 1.5v11l9-5.5z" fill="currentColor" />)
export const PauseIcon = () => icon(14, <path d="M3 1.5h3v11H3zM8 1.5h3v11H8z" fill="currentColor" />)
export const StepIcon = () => icon(16, <path d="M3 3v10l7-5zM12 3v10" fill="currentColor" stroke="currentColor" strokeWidth="1.6" />)
export const BackIcon = () => icon(16, <path d="M13 3v10L6 8zM4 3v10" fill="currentColor" stroke="currentColor" strokeWidth="1.6" />)
export const CloseIcon = () => icon(12, <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="1.5" />)
export const CheckedIcon = () =>
  icon(15, (
    <>
      <rect x="1" y="1" width="13" height="13" rx="2" fill="var(--leader)" />
      <path d="M4 7.5l2.5 2.7l4.5 -5.4" stroke="var(--pane)" strokeWidth="1.8" fill="none" />
    </>
  ))
export const OpenIcon = () =>
  icon(15, <rect x="1.75" y="1.75" width="11.5" height="11.5" rx="2" fill="none" stroke="var(--ink-3)" strokeWidth="1.5" />)
/** Ticked, and not by the learner. */
export const SeenIcon = () =>
  icon(15, (
    <>
      <rect x="1.75" y="1.75" width="11.5" height="11.5" rx="2" fill="none" stroke="var(--leader)" strokeWidth="1.5" strokeDasharray="2.5 2" />
      <path d="M4 7.5l2.5 2.7l4.5 -5.4" stroke="var(--leader)" strokeWidth="1.8" fill="none" />
    </>
  ))
/** On to a moment. */
export const RunIcon = () => icon(16, <path d="M2 3v10l5-5zM7.5 3v10l5-5zM14 3v10" fill="currentColor" stroke="currentColor" strokeWidth="1.4" />)
