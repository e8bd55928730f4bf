import './time.css'
import { clock } from '../format.ts'
import { useDesk, useDo, useSize, useWords, useBreakpoint } from '../hooks.ts'
import { BackIcon, PauseIcon, PlayIcon, StepIcon } from '../marks/Icons.tsx'
import { SpeedSlider } from './SpeedSlider.tsx'
import { Tracks } from './Tracks.tsx'

/** Play, pause, step, speed, and the run so far. Always at the bottom. */
export const TimeBar = () => {
  const t = useWords()
  const narrow = useBreakpoint() === 'narrow'
  const [ref, size] = useSize()
  return (
    <section className="timebar" aria-label={t('time.label')}>
      <Transport />
      <div className="trackbox" ref={ref}>{size.width > 0 && <Tracks width={size.width} height={narrow ? 26 : 96} narrow={narrow} />}</div>
    </section>
  )
}

const Transport = () => {
  const t = useWords()
  const { play, pause, step, stepBack } = useDo()
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
  const time = useDesk(state => state.time)
  if (time.live) return t('time.live')
  if (time.limitedBy) return t(time.limitedBy === 'storage' ? 'time.by-storage' : 'time.by-machine')
  if (time.playing) return t('time.playing')
  if (time.now < time.head) return t('time.rewound', { head: clock(time.head) })
  return time.next ? t('time.next', { what: time.next.text }) : t('time.paused')
}
