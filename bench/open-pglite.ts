/** The other limit: PGlite by itself. Prints how many milliseconds it took from its import to its first answer. */
const began = performance.now()
const { PGlite } = await import('@electric-sql/pglite')
const pglite = await PGlite.create({ dataDir: process.argv[2] ?? '' })
await pglite.query('select 1')
console.log(performance.now() - began)
await pglite.close()
