// Imported before everything else: whoever imports React first settles which of its two builds this process has.
process.env.NODE_ENV ??= 'production'
