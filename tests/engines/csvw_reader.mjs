// Writes what rdf-parser-csvw makes of a table: MODULES METADATA.nt TABLE.csv BASE TARGET.nq
import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const [modules, metadata, table, baseIRI, target] = process.argv.slice(2)
const require = createRequire(pathToFileURL(`${modules}/`))
const { Parser, Store, Writer } = require('n3')
const { default: CsvwParser } = await import(pathToFileURL(require.resolve('rdf-parser-csvw')))

const described = new Store(new Parser().parse(readFileSync(metadata, 'utf8')))
const writer = new Writer({ format: 'N-Quads' })
const triples = new CsvwParser({ metadata: described, baseIRI, timezone: 'utc' }).import(createReadStream(table))
for await (const triple of triples) writer.addQuad(triple)
writer.end((error, text) => {
  if (error) throw error
  writeFileSync(target, text)
})
