import { speed as written } from '../format.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { notchOf, SPEED, speedAt } from './geometry.ts'

/** Logarithmic speed: each decade is as long as the next; the right end is as fast as it goes. */
export const SpeedSlider = () => {
  const t = useWords()
  const { setSpeed } = useDo()
  const speed = useDesk(state => state.time.speed), live = useDesk(state => state.time.live)
  const text = speed === Infinity ? t('time.fastest') : written(speed)
  return (
    <div className="speed">
      <input
        type="range" min={0} max={SPEED.notches + 1} step={1} value={notchOf(speed)} aria-label={t('time.speed')}
        aria-valuetext={text} title={live ? t('time.live-why') : text} disabled={live} onChange={event => setSpeed(speedAt(Number(event.target.value)))}
      />
      <svg width="132" height="12" aria-hidden="true">
        {[0.01, 0.1, 1, 10, 100, 1_000].map(v => {
          const x = 6 + notchOf(v) / (SPEED.notches + 1) * 120
          return v === 0.01 || v === 1 || v === 1_000
            ? <text key={v} x={x} y="10" className="m d c" style={{ fontSize: 9.5 }}>{v === 1_000 ? t('time.max') : `×${v}`}</text>
            : <line key={v} x1={x} x2={x} y1="2" y2="6" className="etch" />
        })}
      </svg>
      <output className="mono">{text}</output>
    </div>
  )
}
