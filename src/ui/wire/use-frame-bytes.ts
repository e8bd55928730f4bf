import { useEffect, useMemo, useState } from 'react'
import type { WireFrame } from '../../session/look.ts'
import { frameAnnotator, type Annotated, type AnnotateFrame } from '../../session/segments.ts'
import { useDo } from '../hooks.ts'

export interface ReadFrame { readonly bytes: Uint8Array; readonly parts: readonly Annotated[] }

/** A frame's bytes and fields. `forgotten`: they are not kept any more. Of one frame a component: another frame is another component. */
export function useFrameBytes(frame: WireFrame): ReadFrame | 'reading' | 'forgotten' {
  const { look } = useDo()
  const [bytes, setBytes] = useState<Uint8Array | null | 'reading'>('reading')
  const [annotate, setAnnotate] = useState<AnnotateFrame | null>(null)
  useEffect(() => { void frameAnnotator().then(made => setAnnotate(() => made)) }, [])
  useEffect(() => {
    let wanted = true
    void look({ is: 'frame', id: frame.id }).catch(() => null).then(found => { if (wanted) setBytes(found) })
    return () => { wanted = false }
  }, [look, frame.id])
  return useMemo(() => {
    if (bytes === null) return 'forgotten'
    if (bytes === 'reading' || !annotate) return 'reading'
    return { bytes, parts: annotate(frame.key, frame.version, frame.dir, bytes) ?? [{ name: 'frame', from: 0, to: bytes.length, type: 'bytes', value: bytes }] }
  }, [bytes, annotate, frame])
}
