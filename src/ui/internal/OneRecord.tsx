import { useMemo, useState } from 'react'
import type { Fields, ImageLine } from '../../session/internal.ts'
import { count } from '../format.ts'
import { useDo } from '../hooks.ts'
import type { Read, Row } from './use-own-topic.ts'
import type { Say } from './words.ts'

/** One record with all its fields, where its bytes are, and what holds once it is applied. */
export const OneRecord = ({ row, imageAt, say }: { row: Row; imageAt: Read['imageAt']; say: Say }) => {
  const { select, arrange } = useDo()
  const { partition, node, offset, key, value, supersededBy, is, about } = row
  const group = key['group']
  const open = () => {
    select({ is: 'replica', partition, broker: node, offset })
    arrange({ tab: 'segments', dockOpen: true })
  }
  return (
    <section className="ownrecord scroll" aria-label={`${is} ${offset}`} tabIndex={0}>
      <h3>{is} <span className="dim mono">{partition} @ {count(offset)}</span></h3>
      <span className="acts">
        <button className="link" onClick={open}>{say('bytes')}</button>
        {typeof group === 'string' && <button className="link" onClick={() => { select({ is: 'group', group }); arrange({ tab: 'groups' }) }}>{say('group')}</button>}
        <button className="link" onClick={() => void navigator.clipboard?.writeText(JSON.stringify({ offset, is, key, value }, null, 2))}>{say('copyJson')}</button>
      </span>
      {Object.keys(key).length > 0 && <>
        <p className="note">{supersededBy === null ? value === null ? say('value.null') : say('is.current') : say('is.superseded', { by: supersededBy })}</p>
        <div><h4>{say('key')}</h4><FieldList fields={key} /></div>
      </>}
      {value !== null && <div><h4>{say('value')}{about && ` · ${about}`}</h4><FieldList fields={value} /></div>}
      {imageAt && <Image key={row.id} offset={offset} imageAt={imageAt} say={say} />}
    </section>
  )
}

/** Names and values, lists and structs inside them indented. */
const FieldList = ({ fields }: { fields: Fields | readonly unknown[] }) => (
  <dl className="fieldlist">
    {Object.entries(fields).map(([name, value]) => <Field key={name} name={Array.isArray(fields) ? `[${name}]` : name} value={value} />)}
  </dl>
)
const Field = ({ name, value }: { name: string; value: unknown }) => <><dt>{name}</dt><dd>{valueOf(value)}</dd></>

function valueOf(value: unknown) {
  if (Array.isArray(value) && value.every(each => typeof each !== 'object')) return `[${value.join(', ')}]`
  return typeof value === 'object' && value !== null ? <FieldList fields={value as Fields} /> : typeof value === 'string' ? `"${value}"` : String(value)
}

/** What a node knows that has applied everything up to this record. */
const Image = ({ offset, imageAt, say }: { offset: number; imageAt: NonNullable<Read['imageAt']>; say: Say }) => {
  const [all, setAll] = useState(false)
  const lines = useMemo(() => imageAt(offset), [imageAt, offset])
  const shown = all ? lines : lines.filter(({ isChanged }) => isChanged)
  return (
    <div>
      <h4>{say('image', { offset })}</h4>
      <span role="group" className="acts">
        {([false, true] as const).map(each => <button key={String(each)} className="btn quiet small" aria-pressed={all === each} onClick={() => setAll(each)}>{say(each ? 'image.all' : 'image.changed')}</button>)}
      </span>
      {shown.length === 0 ? <p className="note">{say('image.none')}</p> : <ImageTable lines={shown} />}
    </div>
  )
}

const ImageTable = ({ lines }: { lines: readonly ImageLine[] }) => (
  <table className="image">
    <tbody>{lines.map(({ of, name, facts, isChanged }) => <tr key={`${of} ${name}`} className={isChanged ? 'changed' : ''}><th scope="row">{of}</th><td>{name}</td><td>{facts}</td></tr>)}</tbody>
  </table>
)
