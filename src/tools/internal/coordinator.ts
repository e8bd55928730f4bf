import type { Codecs } from '../../env/codecs.ts'
import { MalformedError } from '../../protocol/malformed.ts'
import { GROUP_KINDS, keyJson, TRANSACTION_KINDS, typeOf, valueJson, type Kinds } from '../text/coordinator-records.ts'
import { fieldsOf, placeOf, readOwn, superseded, type Fields, type Files, type OwnLog } from './stored.ts'

/** `__consumer_offsets`: what was committed, and what became of groups. */
export const readOffsets = (files: Files, codecs: Codecs): OwnLog => read(files, codecs, GROUP_KINDS)
/** `__transaction_state`: what became of transactional ids. */
export const readTransactions = (files: Files, codecs: Codecs): OwnLog => read(files, codecs, TRANSACTION_KINDS)

function read(files: Files, codecs: Codecs, kinds: Kinds): OwnLog {
  const { rows, damage } = readOwn(files, codecs, place => {
    const { key, value, offset } = place.record
    if (key === null) throw new MalformedError(`a coordinator's record without a key at offset ${offset}`)
    const kind = kinds[typeOf(key)]
    if (!kind) return { ...placeOf(place), is: `type ${typeOf(key)}`, about: '', key: {}, value: value && {} }
    const fields = fieldsOf(keyJson(kinds, key))
    return {
      ...placeOf(place), is: kind.key.name.replace(/Key$/, ''), about: aboutOf(fields), key: fields,
      value: value && fieldsOf(valueJson(kinds, key, value).data),
    }
  })
  return { rows: superseded(rows, ({ is, key }) => Object.keys(key).length > 0 ? `${is} ${JSON.stringify(key)}` : null), damage }
}

/** Keys name a group, or a transactional id, and what of it: a partition, a member. */
const aboutOf = (key: Fields): string => {
  const partition = key['topic'] === undefined ? null : `${String(key['topic'])}-${String(key['partition'])}`
  const [whose, ...rest] = Object.entries(key).filter(([name]) => name !== 'topic' && name !== 'partition').map(([, value]) => String(value))
  return [whose, partition, ...rest].filter(part => part !== null && part !== undefined).join(' · ')
}
