import './time.css'
import { lazy, memo, Suspense } from 'react'
import { clock } from '../format.ts'
import { useDesk, useDo, useSize, useWords, useBreakpoint } from '../hooks.ts'
import { BackIcon, PauseIcon, PlayIcon, RunIcon, StepIcon } from '../marks/Icons.tsx'
import { Forks } from './Forks.tsx'
import { modeOf } from './mode.ts'
import { PastLine } from './PastLine.tsx'
import { SpeedSlider } from './SpeedSlider.tsx'
import { Tracks } from './Tracks.tsx'

const RunDialog = lazy(async () => ({ default: (await import('./RunDialog.tsx')).RunDialog }))
const CompareDialog = lazy(async () => ({ default: (await import('./CompareDialog.tsx')).CompareDialog }))

/** Play, pause, step, speed, and the run so far. Always at the bottom. */
export const TimeBar = memo(() => {
  const t = useWords()
  const narrow = useBreakpoint() === 'narrow'
  const [ref, size] = useSize()
  const runAsked = useDesk(state => state.runAsked)
  const compared = useDesk(state => state.compared)
  return (
    <section className="timebar" aria-label={t('time.label')}>
      <PastLine />
      <Transport />
      <div className="trackbox" ref={ref}>{size.width > 0 && <Tracks width={size.width} height={narrow ? 26 : 96} narrow={narrow} />}</div>
      <Forks width={size.width} />
      {runAsked && <Suspense><RunDialog /></Suspense>}
      {compared !== null && <Suspense><CompareDialog key={compared} other={compared} /></Suspense>}
    </section>
  )
})

const Transport = () => {
  const t = useWords()
  const { play, pause, step, stepBack, forks } = useDo()
  const time = useDesk(state => state.time)
  return (
    <div className="transport">
      <button
        title={time.live ? t('time.live-why') : `${t('do.step-back')} (,)`} aria-label={t('do.step-back')} disabled={time.playing || time.now === 0}
        onClick={stepBack}
      ><BackIcon /></button>
      <button
        className="play" title={time.live ? t('time.live-why') : `${t('do.play')} (Space)`} aria-label={t(time.playing ? 'time.pause' : 'time.play')}
        disabled={time.live} onClick={time.playing ? pause : play}
      >{time.playing ? <PauseIcon /> : <PlayIcon />}</button>
      <button
        title={time.live ? t('time.live-why') : `${t('do.run-until')} (U)`} aria-label={t('do.run-until')} disabled={time.live}
        onClick={() => forks.openRun(true)}
      ><RunIcon /></button>
      <button title={time.live ? t('time.live-why') : `${t('do.step')} (.)`} aria-label={t('do.step')} disabled={time.playing} onClick={step}><StepIcon /></button>
      <div className="reading-of">
        <div className="clock">{clock(time.now)}</div>
        <div className={time.live ? 'mode live' : 'dim mode'} title={time.live ? t('time.live-why') : undefined}>{useMode()}</div>
      </div>
      <SpeedSlider />
    </div>
  )
}

/** What time is doing, in a line. */
const useMode = (): string => {
  const t = useWords()
  return modeOf(useDesk(state => state.time), t)
}
