import { useStore } from 'zustand'
import type { BreakpointsSession } from '../../session/breakpoints.ts'
import { useSay } from './words.ts'

/** A script stands at a breakpoint: where, and how it goes on. */
export const Stopped = ({ breakpoints, go, toCode }: { breakpoints: BreakpointsSession; go(file: string, line: number): void; toCode(): void }) => {
  const say = useSay()
  const { at } = useStore(breakpoints.store)
  /** The button goes with the stop; the focus would be nowhere. */
  const andOn = (on: () => void) => () => {
    toCode()
    on()
  }
  const file = at && `${at.script}.ts`
  return (
    <div role="status">
      {at && file && (
        <p className="stopped">
          <span>{say('stop.at')} <button className="quiet mono" onClick={() => go(file, at.line)}>{file}:{at.line}</button> {say('stop.means')}</span>
          <button className="tool box" onClick={andOn(breakpoints.goOn)}>{say('stop.go')} <kbd>F8</kbd></button>
          <button className="tool box" onClick={andOn(() => void breakpoints.toAnswer())}>{say('stop.answer')}</button>
        </p>
      )}
    </div>
  )
}
