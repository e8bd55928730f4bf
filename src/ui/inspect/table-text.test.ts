import { expect, test } from 'vitest'
import { csvOf, jsonLinesOf } from './table-text.ts'

test('a table keeps what is in its cells', () => {
  expect(csvOf([{ offset: 3, group: 'a,b', metadata: 'says "hi"' }, { offset: 4, group: '=1+1', epoch: null }])).toBe(
    'offset,group,metadata,epoch\r\n3,"a,b","says ""hi""",\r\n4,\'=1+1,,\r\n')
  expect(jsonLinesOf([{ offset: 3 }, { offset: 4 }])).toBe('{"offset":3}\n{"offset":4}\n')
})
