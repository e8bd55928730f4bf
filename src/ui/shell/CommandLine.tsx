import { useState } from 'react'
import { useDo, useWords } from '../hooks.ts'

/** A command line that would do the same: to be copied, or put into the terminal. */
export const CommandLine = ({ line, about }: { line: string; about?: string }) => {
  const t = useWords()
  const { typeInTerminal } = useDo()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(line)
    setCopied(true)
  }
  return (
    <div className="cmdline">
      {about && <p className="dim">{about}</p>}
      <pre className="cmd" tabIndex={0} aria-label={about ?? t('cmd.line')}>{line}</pre>
      <div className="acts">
        <button className="btn quiet small" onClick={() => void copy()}>{t(copied ? 'cmd.copied' : 'cmd.copy')}</button>
        <button className="btn quiet small" onClick={() => typeInTerminal(line)}>{t('cmd.terminal')}</button>
      </div>
    </div>
  )
}

/** Unfolds the lines behind what can be done here. */
export const CommandLines = ({ lines }: { lines: readonly { readonly label: string; readonly line: string }[] }) => {
  const t = useWords()
  if (lines.length === 0) return null
  return (
    <details className="cmdlines">
      <summary>{t('cmd.show')}</summary>
      {lines.map(({ label, line }) => <CommandLine key={line} line={line} about={label} />)}
    </details>
  )
}
