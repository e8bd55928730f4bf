import { memo, useCallback, useEffect, useRef, useState, type SVGProps } from 'react'
import { Beat } from '../beat.ts'

/** Digits that change more often are not read, and laying them out costs more than all else that moves on the stage. */
const figures = new Beat(400)

const useFigure = (text: string): string => {
  const [shown, show] = useState(text)
  const latest = useRef(text)
  const follow = useCallback(() => show(latest.current), [])
  useEffect(() => {
    latest.current = text
    if (text !== shown) figures.next(follow)
  }, [text, shown, follow])
  useEffect(() => () => figures.drop(follow), [follow])
  return shown
}

/** A number on the stage that moves with the world: all of them follow together, a few times a second, and to the last. */
export const Figure = memo(({ children, ...rest }: Omit<SVGProps<SVGTextElement>, 'children'> & { children: string }) => <text {...rest}>{useFigure(children)}</text>)

/** The same within a text. */
export const FigureSpan = memo(({ children, ...rest }: Omit<SVGProps<SVGTSpanElement>, 'children'> & { children: string }) => <tspan {...rest}>{useFigure(children)}</tspan>)
