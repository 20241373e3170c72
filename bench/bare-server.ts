/** The limit: node:http that answers everything with the same bytes. `node bench/bare-server.ts [file type encoding]` */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const [file, type = 'text/plain', encoding = ''] = process.argv.slice(2)
const body = file === undefined ? Buffer.from('ok') : readFileSync(file)
const headers = {
  'content-type': type,
  'content-length': body.byteLength,
  ...(encoding === '' ? {} : { 'content-encoding': encoding }),
}

const server = createServer((_request, response) => {
  response.writeHead(200, headers).end(body)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
})
