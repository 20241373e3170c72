/** The schema as text, read from the catalogs in sorted order, so that two databases can be compared. */
import type { Row, Store } from '../src/store/open.ts'

export async function describeSchema(store: Store): Promise<string> {
  const [tables, columns, constraints, indexes, triggers] = await store.scripted(async (run) => [
    await run(TABLES),
    await run(COLUMNS),
    await run(CONSTRAINTS),
    await run(INDEXES),
    await run(TRIGGERS),
  ])
  const of = (rows: Row[] | undefined, table: unknown): string[] =>
    (rows ?? []).filter((row) => row.table === table).map((row) => `  ${row.line}`)
  return (tables ?? [])
    .map(({ table, line }) =>
      [
        `table ${line}`,
        ...of(columns, table),
        ...of(constraints, table),
        ...of(indexes, table),
        ...of(triggers, table),
        '',
      ].join('\n'),
    )
    .join('\n')
}

const OWN = `from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = current_schema()`

const TABLES = `
  select c.relname as table,
    quote_ident(c.relname) || coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '') as line
  ${OWN} where c.relkind in ('r', 'p', 'v', 'm') order by c.relname collate "C"`

const COLUMNS = `
  select c.relname as table,
    'column ' || quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
      || case when a.attnotnull then ' not null' else '' end
      || case when a.attidentity <> '' then ' identity ' || a.attidentity::text else '' end
      || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
  ${OWN}
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relkind in ('r', 'p', 'v', 'm') order by c.relname collate "C", a.attname collate "C"`

/** "Not null" stands with the column; newer servers list it here as well, older ones do not. */
const CONSTRAINTS = `
  select c.relname as table, 'constraint ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid) as line
  ${OWN} join pg_constraint k on k.conrelid = c.oid and k.contype <> 'n'
  order by c.relname collate "C", k.conname collate "C"`

const INDEXES = `
  select c.relname as table, 'index ' || replace(pg_get_indexdef(i.indexrelid), current_schema() || '.', '') as line
  ${OWN} join pg_index i on i.indrelid = c.oid
  order by c.relname collate "C", i.indexrelid::regclass::text collate "C"`

const TRIGGERS = `
  select c.relname as table, replace(pg_get_triggerdef(t.oid), current_schema() || '.', '') as line
  ${OWN} join pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal
  order by c.relname collate "C", t.tgname collate "C"`
