import { ownWords, type Say as SayOwn } from '../i18n/own-words.ts'
import { words as en } from './words.en.ts'
import { words as ko } from './words.ko.ts'

export type Say = SayOwn<keyof typeof en>
export const useSay = ownWords(en, ko)

/** What a config means here, in our words; a broker's default of a topic's config means the same. Nothing of one without words. */
export const meaningOf = (say: Say, name: string): string => {
  const key = [name, ofTopic(name)].map(each => `is.${each}`).find(each => each in en)
  return key ? say(key as keyof typeof en) : ''
}

/** Of a config that clients have. */
export const meaningOfClient = (say: Say, name: string): string => `client.${name}` in en ? say(`client.${name}` as keyof typeof en) : ''

const RENAMED: Readonly<Record<string, string>> = {
  'message.max.bytes': 'max.message.bytes', 'log.roll.ms': 'segment.ms', 'log.retention.hours': 'retention.ms', 'log.retention.minutes': 'retention.ms',
  'log.index.size.max.bytes': 'segment.index.bytes', 'log.flush.interval.ms': 'flush.ms', 'log.flush.interval.messages': 'flush.messages',
  'log.cleaner.min.cleanable.ratio': 'min.cleanable.dirty.ratio', 'log.segment.delete.delay.ms': 'file.delete.delay.ms',
}
const ofTopic = (name: string): string => RENAMED[name] ?? name.replace(/^log\.cleaner\./, '').replace(/^log\./, '')
