import { useEffect, useState } from 'react'
import type { ConfigChange, ConfigEntry, ConfigResource } from '../../session/configs.ts'
import { useDo } from '../hooks.ts'

export interface Refusal { readonly error: string; readonly message: string | null }
export interface Configs {
  /** Null until the broker has answered. */
  readonly entries: readonly ConfigEntry[] | null
  readonly refusal: Refusal | null
  again(): void
  /** Resolves to the refusal, or to null when it is changed. */
  change(change: ConfigChange): Promise<Refusal | null>
}

/** A resource's configs as its broker tells them (DescribeConfigs), and how to change one (IncrementalAlterConfigs). */
export function useConfigs({ type, name }: ConfigResource): Configs {
  const { describeConfigs, alterConfig } = useDo()
  const [told, setTold] = useState<{ entries: readonly ConfigEntry[] | null; refusal: Refusal | null }>({ entries: null, refusal: null })
  const [wish, setWish] = useState(0)
  useEffect(() => {
    let wanted = true
    void describeConfigs({ type, name }).then(answer => {
      if (wanted) setTold('error' in answer ? { entries: null, refusal: answer } : { entries: answer.entries, refusal: null })
    })
    return () => { wanted = false }
  }, [describeConfigs, type, name, wish])
  const again = (): void => setWish(before => before + 1)
  return {
    ...told, again,
    change: async change => {
      const refusal = await alterConfig({ type, name }, change)
      again()
      return refusal
    },
  }
}
